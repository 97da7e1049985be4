import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { report } from '../codes.ts';
import { StorageTrouble } from '../storage-trouble.ts';
import type { Account } from './account.ts';
import { accountForPostgres } from './account.ts';
import { binariesFolder, isReachable } from './binaries.ts';

export interface EmbeddedPostgres {
  /** Connection address; stays the same as long as the server runs. */
  readonly url: string;
  /** Looks whether it runs and starts it where it does not, for instance after it was killed. */
  ensureRunning(): Promise<void>;
  /** Stops it, unless another process of ours still uses it. */
  stop(): Promise<void>;
}

const START_SECONDS = 60;

/**
 * A PostgreSQL of our own in a folder. Several processes may name the same folder: the first starts the server, the others join, and
 * whoever notices that it died starts it again (PostgreSQL's own pid file keeps it to one).
 */
export async function startEmbedded(folder: string): Promise<EmbeddedPostgres> {
  const home = resolve(folder);
  await mkdir(home, { recursive: true });
  const account = accountForPostgres();
  if (account !== undefined && !(await isReachable(home))) throw new StorageTrouble(report('storage.folder-unreachable', { folder: home }));
  const cluster = new Cluster(home, await binariesFolder(home, account !== undefined), account);
  await cluster.create();
  await cluster.ensureRunning();
  return cluster;
}

class Cluster implements EmbeddedPostgres {
  readonly #home: string;
  readonly #data: string;
  readonly #bin: string;
  readonly #account: Account | undefined;
  #password = '';
  #port = 0;

  constructor(home: string, native: string, account: Account | undefined) {
    this.#home = home;
    this.#data = join(home, 'postgres');
    this.#bin = join(native, 'bin');
    this.#account = account;
  }

  get url(): string {
    return `postgres://midstream:${this.#password}@127.0.0.1:${this.#port}/postgres`;
  }

  async create(): Promise<void> {
    const secret = join(this.#home, 'postgres-password');
    await this.#alone('creating', async () => {
      const finished = await readFile(join(this.#home, 'postgres-port'), 'utf8').catch(() => undefined);
      if (finished === undefined) await this.#initialise(secret);
    });
    this.#password = (await readFile(secret, 'utf8')).trim();
    this.#port = Number(await readFile(join(this.#home, 'postgres-port'), 'utf8'));
  }

  async #initialise(secret: string): Promise<void> {
    // A first start that was cut short leaves half a cluster without data of anybody.
    await rm(this.#data, { recursive: true, force: true });
    await mkdir(this.#data, { recursive: true, mode: 0o700 });
    await writeFile(secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (this.#account !== undefined) {
      await chown(this.#data, this.#account.uid, this.#account.gid);
      await chown(secret, this.#account.uid, this.#account.gid);
    }
    const options = ['--auth=scram-sha-256', '--username=midstream', `--pwfile=${secret}`, '--encoding=UTF8', '--locale=C'];
    const { code, output } = await this.#run('initdb', [...options, '-D', this.#data]);
    if (code !== 0) throw new StorageTrouble(report('storage.did-not-start', { reason: output.slice(-400) }));
    await writeFile(join(this.#home, 'postgres-port'), String(await freePort()));
  }

  async ensureRunning(): Promise<void> {
    if (await this.#answers()) return;
    await this.#alone('starting', async () => {
      const until = performance.now() + START_SECONDS * 1000;
      let reason = '';
      while (performance.now() < until) {
        if (await this.#answers()) return;
        if (!(await this.#isAlive())) reason = (await this.#launch()) ?? reason;
        await sleep(150);
      }
      throw new StorageTrouble(report('storage.did-not-start', { reason: reason.slice(-400) }));
    });
  }

  async stop(): Promise<void> {
    const pid = await this.#pid();
    if (pid === undefined || (await this.#hasOtherUsers())) return;
    // Fast shutdown: open sessions end, everything committed is on disk.
    process.kill(pid, 'SIGINT');
    for (let tries = 0; tries < 200 && (await this.#isAlive()); tries++) await sleep(50);
  }

  /** What it said when it did not stay up. */
  async #launch(): Promise<string | undefined> {
    if (!(await isPortFree(this.#port))) {
      this.#port = await freePort();
      await writeFile(join(this.#home, 'postgres-port'), String(this.#port));
    }
    const log = await open(join(this.#home, 'postgres.log'), 'a');
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=100',
      'shared_buffers=256MB',
      // Details of an error repeat values, names and addresses of people among them; statements may hold them too.
      'log_error_verbosity=terse',
      'log_min_error_statement=panic',
    ];
    const child = spawn(
      join(this.#bin, 'postgres'),
      ['-D', this.#data, '-p', String(this.#port), ...settings.flatMap((each) => ['-c', each])],
      // Its own group: Ctrl-C ends us first, and we end it.
      { ...this.#account, stdio: ['ignore', log.fd, log.fd], detached: true, cwd: this.#data },
    );
    child.unref();
    const ended = new Promise<string>((done) => {
      child.once('error', (error) => done(String(error)));
      child.once('exit', (code) => done(`exit ${code}, see ${join(this.#home, 'postgres.log')}`));
    });
    const early = await Promise.race([ended, sleep(300).then(() => undefined)]);
    await log.close();
    return early;
  }

  async #answers(): Promise<boolean> {
    const port = await readFile(join(this.#home, 'postgres-port'), 'utf8').catch(() => '0');
    this.#port = Number(port);
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #hasOtherUsers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ others: number }>(
        "select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
      );
      return (rows[0]?.others ?? 0) > 0;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #pid(): Promise<number | undefined> {
    const text = await readFile(join(this.#data, 'postmaster.pid'), 'utf8').catch(() => undefined);
    const pid = Number(text?.split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  }

  async #isAlive(): Promise<boolean> {
    const pid = await this.#pid();
    if (pid === undefined) return false;
    try {
      process.kill(pid, 0);
      // A zombie of ours, or another program that got the number, is no server.
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
      return command.includes('postgres');
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  }

  /** One process at a time: a lock file that names its owner, and that a dead owner does not hold. */
  async #alone(purpose: string, work: () => Promise<void>): Promise<void> {
    const path = join(this.#home, `${purpose}.lock`);
    const until = performance.now() + START_SECONDS * 1000;
    for (;;) {
      try {
        await writeFile(path, String(process.pid), { flag: 'wx' });
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const owner = Number(await readFile(path, 'utf8').catch(() => ''));
        const age = await stat(path).then(
          ({ mtimeMs }) => Date.now() - mtimeMs,
          () => 0,
        );
        if ((owner > 0 && !isProcess(owner)) || age > 2 * START_SECONDS * 1000) await rm(path, { force: true });
        else if (performance.now() > until) throw new StorageTrouble(report('storage.did-not-start', { reason: `${path} is held` }), error);
        await sleep(100);
      }
    }
    try {
      await work();
    } finally {
      await rm(path, { force: true });
    }
  }

  #run(name: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
    const child = spawn(join(this.#bin, name), args, { ...this.#account, stdio: ['ignore', 'pipe', 'pipe'], cwd: this.#data });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    return new Promise((done) => {
      child.once('error', (error) => done({ code: -1, output: String(error) }));
      child.once('close', (code) => done({ code, output }));
    });
  }
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
