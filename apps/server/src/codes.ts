import { defineCodes, reporterOf } from '@midstream/units';

/** What the server can report beside what the rooms below say. @public read by the guard that compares codes, words and docs/errors.md */
export const SERVER_CODES = defineCodes({
  'server.not-signed-in': { severity: 'error', params: [] },
  'server.wrong-password': { severity: 'error', params: [] },
  'server.not-allowed': { severity: 'error', params: ['capability'] },
  'server.whole-factory-only': { severity: 'error', params: [] },
  'server.not-from-our-page': { severity: 'error', params: [] },
  'server.setup-done': { severity: 'error', params: [] },
  'server.setup-code-wrong': { severity: 'error', params: [] },
  'server.not-found': { severity: 'error', params: ['kind', 'id'] },
  'server.already-there': { severity: 'error', params: ['kind', 'id'] },
  'server.bad-request': { severity: 'error', params: ['path', 'problem'] },
  'server.conflict': { severity: 'error', params: ['kind', 'id', 'who', 'when'] },
  'server.version-needed': { severity: 'error', params: [] },
  'server.published-meanwhile': { severity: 'error', params: ['plan', 'who', 'when'] },
  'server.plan-state': { severity: 'error', params: ['plan', 'state'] },
  'server.cannot-plan': { severity: 'error', params: ['count'] },
  'server.run-failed': { severity: 'error', params: ['reason'] },
  'server.id-in-path': { severity: 'error', params: ['path', 'id'] },
  'server.split-adds-up': { severity: 'error', params: ['sum', 'quantity'] },
  'server.import-not-ready': { severity: 'error', params: [] },
  'server.import-failed': { severity: 'error', params: ['reason'] },
  'server.key-reused': { severity: 'error', params: [] },
  'server.too-many': { severity: 'error', params: ['seconds'] },
  'server.too-large': { severity: 'error', params: ['limit'] },
  'server.no-single-sign-on': { severity: 'error', params: [] },
  'server.sign-on-refused': { severity: 'error', params: ['reason'] },
  'server.promise-outdated': { severity: 'error', params: [] },
  'server.thread-lost': { severity: 'error', params: [] },
  'server.threads-busy': { severity: 'error', params: [] },
  'server.setting-wrong': { severity: 'error', params: ['name', 'value', 'expected'] },
  'server.cannot-listen': { severity: 'error', params: ['address', 'reason'] },
  'server.others-gave-way': { severity: 'warning', params: ['count', 'example'] },
  'server.fault': { severity: 'error', params: ['reference'] },
});

export const report = reporterOf(SERVER_CODES);
