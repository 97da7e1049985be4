import type { Finding } from '@midstream/units';
import { StorageTrouble } from '@midstream/storage';
import { runBackup, runRestore } from './backup-commands.ts';
import { startWorker } from './compose.ts';
import { Refused } from './refused.ts';
import { serve } from './serve.ts';
import { settingsFrom } from './settings.ts';
import { stopOnSignals } from './stop-on-signals.ts';

/** Findings as lines of JSON: the command line that started us, or a log reader, puts them into words. */
function tell(findings: readonly Finding[]): void {
  for (const finding of findings) process.stderr.write(`${JSON.stringify({ level: 'error', ...finding })}\n`);
}

const [command = 'serve', file = ''] = process.argv.slice(2);
try {
  const settings = settingsFrom(process.env);
  if (command === 'serve') stopOnSignals(await serve(settings));
  else if (command === 'worker') stopOnSignals(await startWorker(settings));
  else if (command === 'backup' && file !== '') await runBackup(settings, file);
  else if (command === 'restore' && file !== '') await runRestore(settings, file);
  else {
    process.stderr.write('serve | worker | backup FILE | restore FILE\n');
    process.exitCode = 2;
  }
} catch (error) {
  process.exitCode = 1;
  if (error instanceof StorageTrouble) tell([error.finding]);
  else if (error instanceof Refused) tell(error.findings);
  else throw error;
}
