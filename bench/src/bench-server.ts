import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const MAIN = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const START_SECONDS = 120;
/** Linux counts processor time in hundredths of a second. */
const MILLISECONDS_PER_TICK = 10;

/** A server process of its own, as `midstream serve` starts it. */
export interface BenchServer {
  readonly url: string;
  readonly port: number;
  /** Processor time it has used so far, in milliseconds; 0 where the system does not tell. */
  cpu(): number;
  stop(): Promise<void>;
}

/** Starts a server with a setting more or less, and waits until it is ready. @throws Error when it does not come up */
export async function startBenchServer(env: Readonly<Record<string, string>>): Promise<BenchServer> {
  const port = await freePort();
  const settings = { ...process.env, MIDSTREAM_LOG: 'error', MIDSTREAM_REQUESTS_PER_MINUTE: '100000000', ...env, PORT: String(port) };
  const child = spawn(process.execPath, [MAIN, 'serve'], { env: settings, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  await isReady(url, child);
  return {
    url,
    port,
    cpu: () => cpuOf(child.pid),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function isReady(url: string, child: ChildProcess): Promise<void> {
  for (const until = performance.now() + START_SECONDS * 1000; performance.now() < until && child.exitCode === null;) {
    const ready = await fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await sleep(100);
  }
  throw new Error('the server does not come up');
}

function cpuOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_PER_TICK;
  } catch {
    return 0;
  }
}
