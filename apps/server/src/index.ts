export { SERVER_CODES } from './codes.ts';
export type { Running } from './compose.ts';
export { startServer, startWorker } from './compose.ts';
export type { Settings, SignOnSettings } from './settings.ts';
export { settingsFrom } from './settings.ts';
