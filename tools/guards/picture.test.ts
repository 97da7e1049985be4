import { afterEach, describe, expect, it } from 'vitest';
import { drawPicture, pictureGuard } from './picture.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

const page = (block: string): string => `# Architecture\n<!-- floors:start -->\n${block}\n<!-- floors:end -->\nThe rest.\n`;

async function troubleWith(text: string): Promise<readonly string[]> {
  planted = plantRepository({ 'ARCHITECTURE.md': text });
  return pictureGuard.check(planted.root);
}

describe('the picture guard', () => {
  it('is content with the picture it draws', async () => {
    expect(await troubleWith(page(drawPicture()))).toEqual([]);
  });

  it('catches a room painted on the wrong floor', async () => {
    const lie = drawPicture().replace('engine · factory', 'factory');
    expect(await troubleWith(page(lie))).toEqual(['ARCHITECTURE.md no longer shows tools/floors.mjs: run npm run guards:write']);
  });

  it('catches a page that dropped the picture', async () => {
    expect((await troubleWith('# Architecture\n')).join()).toContain('has lost its');
  });

  it('draws the picture back and leaves the rest of the page alone', async () => {
    await troubleWith(page('old'));
    await pictureGuard.write?.(planted?.root ?? '');
    expect(await pictureGuard.check(planted?.root ?? '')).toEqual([]);
  });
});
