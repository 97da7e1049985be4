import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const SKIPPED = new Set(['node_modules', '.types', 'dist', '.cache', '.git', 'out', 'coverage']);

/** Paths of every file below `folder` that `keep` accepts, relative to `root`, with forward slashes, sorted. */
export function listFiles(root: string, folder: string, keep: (path: string) => boolean): string[] {
  const found: string[] = [];
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(path);
      } else if (entry.isFile()) {
        const relativePath = relative(root, path).split(sep).join('/');
        if (keep(relativePath)) found.push(relativePath);
      }
    }
  };
  walk(join(root, folder));
  return found.sort();
}

export function isTypeScript(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.d.ts');
}
