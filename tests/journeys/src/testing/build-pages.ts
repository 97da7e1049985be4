import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Run once before the journeys: the pages as they are served, built from the sources as they are. */
export default async function buildPages(): Promise<void> {
  await build({ root: fileURLToPath(new URL('../../../../apps/web/', import.meta.url)), logLevel: 'warn' });
}
