import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Guard } from './guard.ts';
import { listFiles } from './source-files.ts';

/** `[text](target)`, outside fenced code. */
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

function targetsIn(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(LINK)].map((match) => match[1] ?? '');
}

/** Every relative link in every Markdown page leads to a file or folder that is there. */
export const linksGuard: Guard = {
  name: 'links',
  async check(root) {
    const pages = listFiles(root, '.', (path) => path.endsWith('.md'));
    if (pages.length === 0) return ['no Markdown page was found'];
    return pages.flatMap((page) =>
      targetsIn(readFileSync(join(root, page), 'utf8'))
        .filter((target) => !/^([a-z]+:|#)/.test(target))
        .filter((target) => !existsSync(join(root, dirname(page), decodeURI(target.split('#')[0] ?? ''))))
        .map((target) => `${page} links to ${target}, which is not there`),
    );
  },
};
