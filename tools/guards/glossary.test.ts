import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { glossaryGuard } from './glossary.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

const GLOSSARY = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'glossary.md'), 'utf8');

async function troubleWith(extraRow: string): Promise<string> {
  planted = plantRepository({ 'docs/glossary.md': `${GLOSSARY}${extraRow}` });
  return (await glossaryGuard.check(planted.root)).join('\n');
}

describe('the glossary guard', () => {
  it('is content with the glossary', async () => {
    expect(await troubleWith('')).toBe('');
  });

  it.each([
    ['a term twice', '| order | 訂購單 | 订购单 | another word for it | floor |\n', 'term "order" already stands'],
    ['one Chinese word for two terms', '| job | 訂單 | 任务 | another word for it | floor |\n', '繁體 "訂單" already stands'],
    ['a missing translation', '| widget | 小件 |  | a small thing to make | floor |\n', 'widget has no 简体'],
    ['a term nobody can trace', '| widget | 小件 | 小件 | a small thing to make | hearsay |\n', 'names no known source'],
    ['a row out of shape', '| widget | 小件 | a small thing to make |\n', 'has 3 cells'],
  ])('catches %s', async (_, row, complaint) => {
    expect(await troubleWith(row)).toContain(complaint);
  });

  it('catches a glossary that was emptied', async () => {
    planted = plantRepository({ 'docs/glossary.md': '# Glossary\n' });
    expect((await glossaryGuard.check(planted.root)).join()).toContain('has 0 terms');
  });
});
