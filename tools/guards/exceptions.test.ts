import { afterEach, describe, expect, it } from 'vitest';
import { exceptionsGuard, troubleWithExceptions } from './exceptions.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

const REASON = 'One table that reads best in one piece.';

describe('the exceptions guard', () => {
  it('keeps an excuse that is still needed', () => {
    planted = plantRepository({ 'packages/engine/src/long.ts': 'let a = 1;\n'.repeat(401) });
    const exception = { file: 'packages/engine/src/long.ts', rule: 'max-lines', max: 500, reason: REASON } as const;
    expect(troubleWithExceptions(planted.root, [exception])).toEqual([]);
  });

  it.each([
    ['a file that is gone', { file: 'packages/engine/src/gone.ts', max: 500, reason: REASON }, 'does not exist'],
    ['an excuse without a reason', { file: 'packages/engine/src/seed.ts', max: 500, reason: 'big' }, 'say why'],
    ['a file that shrank', { file: 'packages/engine/src/seed.ts', max: 500, reason: REASON }, 'take it off the list'],
  ])('catches %s', (_, exception, complaint) => {
    planted = plantRepository();
    expect(troubleWithExceptions(planted.root, [{ rule: 'max-lines', ...exception }]).join()).toContain(complaint);
  });

  it('is content with the excuses in force', async () => {
    expect(await exceptionsGuard.check(process.cwd())).toEqual([]);
  });
});
