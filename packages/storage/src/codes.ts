import { defineCodes, reporterOf } from '@midstream/units';

/** What the database can report. @public read by the guard that compares codes, words and docs/errors.md */
export const STORAGE_CODES = defineCodes({
  'storage.no-binaries': { severity: 'error', params: ['platform'] },
  'storage.no-account': { severity: 'error', params: [] },
  'storage.folder-unreachable': { severity: 'error', params: ['folder'] },
  'storage.did-not-start': { severity: 'error', params: ['reason'] },
  'storage.unreachable': { severity: 'error', params: [] },
  'storage.disk-full': { severity: 'error', params: [] },
  'storage.newer-database': { severity: 'error', params: ['found', 'known'] },
  'storage.too-old-server': { severity: 'error', params: ['found'] },
  'storage.not-a-backup': { severity: 'error', params: ['file'] },
  'storage.file-unwritable': { severity: 'error', params: ['file', 'reason'] },
  'storage.not-empty': { severity: 'error', params: [] },
});

export const report = reporterOf(STORAGE_CODES);
