import { join } from 'node:path';
import { guards } from './index.ts';

const root = join(import.meta.dirname, '..', '..');
const isWriting = process.argv.includes('--write');

let broken = 0;
for (const guard of guards) {
  if (isWriting) await guard.write?.(root);
  const trouble = await guard.check(root);
  broken += trouble.length;
  console.log(`${trouble.length === 0 ? 'ok    ' : 'BROKEN'} ${guard.name}`);
  for (const line of trouble) console.log(`       ${line}`);
}
process.exitCode = broken === 0 ? 0 : 1;
