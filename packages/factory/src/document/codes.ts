import { defineCodes } from '@midstream/units';

/** What reading a factory document can report. */
export const FACTORY_CODES = defineCodes({
  'factory.bad-shape': { severity: 'error', params: ['path', 'problem'] },
  'factory.unknown-field': { severity: 'error', params: ['field', 'path'] },
  'factory.duplicate-id': { severity: 'error', params: ['kind', 'id'] },
  'factory.unknown-reference': { severity: 'error', params: ['kind', 'id', 'from', 'nearest'] },
  'factory.unknown-time-zone': { severity: 'error', params: ['zone'] },
  'factory.bad-time': { severity: 'error', params: ['value', 'from'] },
  'factory.where-to-run': { severity: 'error', params: ['operation', 'routing'] },
  'factory.alternative-place': { severity: 'error', params: ['operation', 'routing'] },
  'factory.cycle': { severity: 'error', params: ['routing', 'operations'] },
  'factory.empty-routing': { severity: 'error', params: ['routing'] },
  'factory.no-routing': { severity: 'error', params: ['product', 'orders'] },
  'factory.no-orders': { severity: 'warning', params: [] },
  'factory.no-machines': { severity: 'error', params: [] },
  'factory.no-currency-rate': { severity: 'warning', params: ['currency', 'site'] },
  'factory.calendar-never-open': { severity: 'error', params: ['calendar'] },
  'factory.skill-nobody-has': { severity: 'error', params: ['skill', 'operation', 'routing'] },
  'factory.too-few-tools': { severity: 'error', params: ['tool', 'needed', 'count'] },
  'factory.no-lane': { severity: 'warning', params: ['from', 'to', 'routing'] },
  'factory.max-below-min-wait': { severity: 'error', params: ['operation', 'routing'] },
  'factory.no-time': { severity: 'warning', params: ['operation', 'routing'] },
  'factory.unit-trap': { severity: 'warning', params: ['operation', 'routing', 'hours', 'order'] },
  'factory.due-before-release': { severity: 'warning', params: ['order', 'due', 'release'] },
  'factory.due-in-the-past': { severity: 'warning', params: ['count', 'example'] },
  'factory.default-applied': { severity: 'info', params: ['what', 'value', 'count', 'example'] },
});
