import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { report } from '../codes.ts';
import { StorageTrouble } from '../storage-trouble.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: the account it runs under then, made when there is none. Undefined = our own. */
export function accountForPostgres(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp();
  if (known !== undefined) return known;
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', 'postgres'], { stdio: 'ignore' });
  } catch {
    // Alpine's busybox has its own command.
    try {
      execFileSync('adduser', ['-S', '-D', '-H', 'postgres'], { stdio: 'ignore' });
    } catch (error) {
      throw new StorageTrouble(report('storage.no-account'), error);
    }
  }
  const made = lookUp();
  if (made === undefined) throw new StorageTrouble(report('storage.no-account'));
  return made;
}

function lookUp(): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith('postgres:'));
  if (line === undefined) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
