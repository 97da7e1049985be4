import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Run once before the journeys: the pages as they are served, built from the sources as they are. */
export default async function buildPages(): Promise<void> {
  // A test runner says that it tests; the pages are to be what people get.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({ root: fileURLToPath(new URL('../../../../apps/web/', import.meta.url)), logLevel: 'error' });
  process.env['NODE_ENV'] = before;
}
