import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openApiGuard } from './openapi.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

async function recorded(): Promise<{ root: string; change: (turn: (text: string) => string) => void }> {
  planted = plantRepository({ 'docs/errors.md': '', 'package.json': JSON.stringify({ version: '0.1.0' }) });
  const { root } = planted;
  await openApiGuard.write?.(root);
  const file = join(root, 'docs/openapi.json');
  return { root, change: (turn) => writeFileSync(file, turn(readFileSync(file, 'utf8'))) };
}

describe('the OpenAPI guard', () => {
  it('is content with what it wrote', async () => {
    expect(await openApiGuard.check((await recorded()).root)).toEqual([]);
  });

  it('names the route that differs', async () => {
    const { root, change } = await recorded();
    change((text) => text.replace('"operationId": "session.get"', '"operationId": "session.other"'));
    expect((await openApiGuard.check(root)).join()).toContain('GET /api/v1/session differs');
  });

  it('catches a difference outside the routes', async () => {
    const { root, change } = await recorded();
    change((text) => text.replace('"openapi": "3.1.0"', '"openapi": "3.0.0"'));
    expect(await openApiGuard.check(root)).toHaveLength(1);
  });

  it('catches a missing document', async () => {
    planted = plantRepository({});
    expect((await openApiGuard.check(planted.root)).join()).toContain('missing');
  });
});
