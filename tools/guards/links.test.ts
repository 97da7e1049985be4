import { afterEach, describe, expect, it } from 'vitest';
import { linksGuard } from './links.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

async function troubleWith(page: string): Promise<readonly string[]> {
  planted = plantRepository({ 'docs/guide.md': page, 'README.md': 'Hello.\n' });
  return linksGuard.check(planted.root);
}

describe('the links guard', () => {
  it('follows files, folders and anchors, and leaves the web and code alone', async () => {
    expect(await troubleWith('[a](../README.md#top) [b](../docs) [c](https://example.org) [d](#here) `[e](gone.md)`\n')).toEqual([]);
  });

  it('catches a link to a page that moved', async () => {
    expect(await troubleWith('Read [this](gone.md).\n')).toEqual(['docs/guide.md links to gone.md, which is not there']);
  });
});
