import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Names the folder of the one PostgreSQL all tests of a run share, and ends it afterwards. Tests that need it start it, so that a run
 * without them pays nothing.
 */
export default function sharePostgres(): () => Promise<void> {
  const folder = join(tmpdir(), `midstream-tests-${process.pid}`);
  process.env['MIDSTREAM_TEST_POSTGRES'] = folder;
  return async () => {
    const pidFile = join(folder, 'postgres', 'postmaster.pid');
    if (existsSync(pidFile)) {
      process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
      for (let tries = 0; tries < 100 && existsSync(pidFile); tries++) await sleep(50);
    }
    rmSync(folder, { recursive: true, force: true });
  };
}
