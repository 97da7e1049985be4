import { factoryJsonSchema } from '@midstream/factory';
import { hasWords } from '@midstream/words';
import { describe, expect, it } from 'vitest';

function fieldsIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  const { properties } = schema as { properties?: object };
  if (properties !== undefined && !Array.isArray(properties)) for (const field of Object.keys(properties)) found.add(field);
  for (const part of Object.values(schema)) fieldsIn(part, found);
  return found;
}

describe('the fields of the factory document', () => {
  it('all have a name that people use', () => {
    const fields = [...fieldsIn(factoryJsonSchema())];
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter((field) => !hasWords(`name.${field}`))).toEqual([]);
  });
});
