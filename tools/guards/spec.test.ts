import { afterEach, describe, expect, it } from 'vitest';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';
import { specGuard } from './spec.ts';
import { testTitles } from './test-titles.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

const SPEC = '# Rules\n- **R1 mode**: one mode.\n- **R2 run**: one run. **F1 lateness** late.\n';

async function troubleWith(test: string, spec = SPEC): Promise<readonly string[]> {
  planted = plantRepository({ 'packages/engine/SPEC.md': spec, 'packages/engine/src/rules.test.ts': test });
  return specGuard.check(planted.root);
}

describe('the SPEC guard', () => {
  it('is content when titles, suites and tables name every rule', async () => {
    const test = [
      "describe('R1 modes', () => { it('has one', () => {}); });",
      "it.each([['R2', 1], ['other', 2]])('%s holds', () => {});",
      'it(`F1 counts ${late} days`, () => {});',
    ].join('\n');
    expect(await troubleWith(test)).toEqual([]);
  });

  it('catches a rule without a test', async () => {
    expect(await troubleWith("it('R1', () => {}); it('F1', () => {});")).toEqual(['packages/engine/SPEC.md: no test is titled with R2']);
  });

  it('catches a test that names a rule nobody wrote', async () => {
    expect(await troubleWith("it('R1 R2 F1 R9', () => {});")).toEqual(['packages/engine: a test names R9, which SPEC.md does not declare']);
  });

  it('catches a rule number used twice', async () => {
    expect(await troubleWith("it('R1 R2 F1', () => {});", `${SPEC}- **R1 again**: no.\n`)).toEqual([
      'packages/engine/SPEC.md declares R1 twice',
    ]);
  });

  it('catches a SPEC without rules', async () => {
    expect(await troubleWith("it('x', () => {});", '# Rules\n')).toEqual(['packages/engine/SPEC.md declares no numbered rule']);
  });

  it('does not take what a test does for what it is called', () => {
    expect(testTitles("it('a title', () => { expect(name).toBe('R7'); });")).toEqual(['a title']);
  });
});
