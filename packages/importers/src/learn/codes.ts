import { defineCodes } from '@midstream/units';

/** What learning a factory from a log can report. */
export const LEARN_CODES = defineCodes({
  'learn.missing-column': { severity: 'error', params: ['column', 'known', 'found'] },
  'learn.no-events': { severity: 'error', params: [] },
  'learn.bad-time': { severity: 'warning', params: ['value'] },
  'learn.ends-before-start': { severity: 'warning', params: ['start', 'end'] },
  'learn.missing-cell': { severity: 'warning', params: ['column'] },
  'learn.zero-length': { severity: 'info', params: ['count'] },
  'learn.inferred-products': { severity: 'info', params: ['products', 'routings', 'orders'] },
  'learn.inferred-time': { severity: 'info', params: ['operation', 'product', 'setup', 'perUnit', 'samples', 'sureness'] },
  'learn.inferred-capacity': { severity: 'info', params: ['machine', 'units', 'summedHours', 'busyHours'] },
  'learn.shared-reports': { severity: 'info', params: ['machine', 'summedHours', 'busyHours'] },
  'learn.inferred-calendar': { severity: 'info', params: ['calendar', 'machines', 'hoursPerWeek', 'sureness'] },
  'learn.inferred-day-off': { severity: 'info', params: ['count', 'example'] },
  'learn.inferred-send-ahead': { severity: 'info', params: ['from', 'to', 'product', 'pieces', 'samples'] },
  'learn.inferred-alternatives': { severity: 'info', params: ['operation', 'product', 'machines', 'samples'] },
  'learn.due-is-actual': { severity: 'info', params: ['orders'] },
  'learn.workers-not-modelled': { severity: 'info', params: ['workers'] },
  'learn.model-fit': { severity: 'info', params: ['observed', 'modelled', 'percent'] },
});
