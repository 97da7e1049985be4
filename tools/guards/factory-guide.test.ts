import { afterEach, describe, expect, it } from 'vitest';
import { drawFields, factoryGuideGuard } from './factory-guide.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

const schema = {
  properties: {
    name: { type: 'string', description: 'For people.' },
    machines: {
      type: 'array',
      description: 'What runs.',
      items: { properties: { efficiency: { type: 'number', exclusiveMinimum: 0, description: 'Speed.' } }, required: ['efficiency'] },
    },
  },
  required: ['name'],
};

async function troubleWith(block: string, published: object = schema): Promise<readonly string[]> {
  planted = plantRepository({
    'packages/factory/schema/factory.schema.json': JSON.stringify(published),
    'docs/guides/factory-document.md': `# Guide\n<!-- fields:start -->\n${block}\n<!-- fields:end -->\n`,
  });
  return factoryGuideGuard.check(planted.root);
}

describe('the factory guide guard', () => {
  it('draws every field at every depth', async () => {
    const drawn = drawFields(schema);
    expect(drawn).toContain('| `machines` | list of the below | optional | What runs. |');
    expect(drawn).toContain('### `machines[]`');
    expect(drawn).toContain('| `efficiency` | number > 0 |  | Speed. |');
    expect(await troubleWith(drawn)).toEqual([]);
  });
  it('catches a guide that says otherwise', async () => {
    expect((await troubleWith(drawFields(schema).replace('> 0', '> 1'))).join()).toContain('no longer shows');
  });
  it('catches a field without a meaning', async () => {
    const bare = { properties: { name: { type: 'string' } } };
    expect((await troubleWith(drawFields(bare), bare)).join()).toContain('/name has no description');
  });
});
