import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A PostgreSQL that is installed on this machine, started for the bench as anybody's own would be. */
export interface ExternalPostgres {
  readonly url: string;
  readonly version: string;
  stop(): Promise<void>;
}

/** Where Debian and its relatives put the programs, newest first. */
const INSTALLED = '/usr/lib/postgresql';
const START_SECONDS = 60;

/** Starts it on an empty folder of its own, with settings as they come. Undefined where none is installed. */
export async function startExternalPostgres(): Promise<ExternalPostgres | undefined> {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).toSorted((a, b) => Number(b) - Number(a)) : [];
  const bin = versions.map((version) => join(INSTALLED, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  const account = accountForIt();
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  const how = { ...account, cwd: folder };
  execFileSync(join(bin, 'initdb'), ['-D', folder, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'], {
    ...how,
    stdio: 'ignore',
  });
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`];
  const server = spawn(join(bin, 'postgres'), ['-D', folder, '-p', String(port), ...settings], { ...how, stdio: 'ignore' });
  const gone = once(server, 'exit');
  const stop = async (): Promise<void> => {
    server.kill('SIGINT');
    await gone;
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    await untilListening(port, () => server.exitCode === null);
  } catch (error) {
    await stop();
    throw error;
  }
  const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).trim();
  return { url: `postgres://bench@127.0.0.1:${port}/postgres`, version, stop };
}

/** PostgreSQL refuses to run as root; its package makes an account. */
function accountForIt(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined) throw new Error('as root an account named postgres is needed');
  return { uid: Number(uid), gid: Number(gid) };
}

async function untilListening(port: number, isAlive: () => boolean): Promise<void> {
  for (const end = performance.now() + START_SECONDS * 1000; performance.now() < end && isAlive(); await sleep(100)) {
    const socket = connect(port, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
      sleep(1000, false),
    ]);
    socket.destroy();
    // It takes connections a moment before it takes sessions.
    if (isUp) return await sleep(500);
  }
  throw new Error('the external PostgreSQL does not come up');
}
