import { defineCodes, reporterOf } from '@midstream/units';

/**
 * What the command line itself can report; everything about the contents of files comes from the rooms below.
 * @public read by the guard that compares codes, words and docs/errors.md
 */
export const CLI_CODES = defineCodes({
  'cli.unknown-command': { severity: 'error', params: ['command', 'nearest'] },
  'cli.unknown-option': { severity: 'error', params: ['option', 'command'] },
  'cli.option-needs-value': { severity: 'error', params: ['option'] },
  'cli.option-value-wrong': { severity: 'error', params: ['option', 'value', 'known'] },
  'cli.option-not-within': { severity: 'error', params: ['option', 'value', 'least', 'most'] },
  'cli.option-not-whole-number': { severity: 'error', params: ['option', 'value', 'least', 'most'] },
  'cli.option-missing': { severity: 'error', params: ['option'] },
  'cli.file-missing': { severity: 'error', params: ['command', 'usage'] },
  'cli.too-many-files': { severity: 'error', params: ['value'] },
  'cli.file-not-found': { severity: 'error', params: ['file'] },
  'cli.file-unreadable': { severity: 'error', params: ['file', 'reason'] },
  'cli.file-unwritable': { severity: 'error', params: ['file', 'reason'] },
  'cli.folder-empty': { severity: 'error', params: ['file'] },
  'cli.several-to-stdout': { severity: 'error', params: [] },
  'cli.not-a-plan': { severity: 'error', params: ['file'] },
  'cli.not-a-solution': { severity: 'error', params: ['file', 'reason'] },
  'cli.instance-unreadable': { severity: 'error', params: ['file', 'format', 'reason'] },
  'cli.order-unknown': { severity: 'error', params: ['order', 'nearest'] },
  'cli.no-plan-found': { severity: 'error', params: ['seconds'] },
  'cli.rule-broken': { severity: 'error', params: ['rule', 'operations', 'detail'] },
  'cli.told-otherwise': { severity: 'error', params: ['operation'] },
  'cli.value-differs': { severity: 'error', params: ['said', 'actual'] },
  'cli.fault': { severity: 'error', params: ['reason'] },
});

/** Makes findings of this room. */
export const report = reporterOf(CLI_CODES);
