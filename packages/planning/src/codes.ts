import { defineCodes } from '@midstream/units';

/** What planning can report. */
export const PLANNING_CODES = defineCodes({
  'plan.no-routing': { severity: 'error', params: ['order', 'product'] },
  'plan.dependent-orders': { severity: 'info', params: ['product', 'count'] },
  'plan.left-out': { severity: 'error', params: ['order', 'operation', 'reason'] },
  'plan.no-lane': { severity: 'error', params: ['order', 'operation'] },
  'plan.never-open-together': { severity: 'warning', params: ['operation', 'machine', 'skill'] },
  'plan.break-allowed': { severity: 'warning', params: ['operation', 'order', 'machine', 'minutes'] },
  'plan.divided-into-loads': { severity: 'info', params: ['operation', 'order', 'loads'] },
  'plan.power-above-limit': { severity: 'warning', params: ['machine', 'site', 'kw', 'limit'] },
  'plan.material-bought-later': { severity: 'warning', params: ['material', 'days'] },
  'plan.lock-released': { severity: 'warning', params: ['order', 'operation', 'reason'] },
  'plan.started-elsewhere': { severity: 'warning', params: ['order', 'operation', 'machine'] },
  'plan.beyond-horizon': { severity: 'warning', params: ['operations', 'days'] },
  'plan.wait-exceeded': { severity: 'warning', params: ['operation', 'order', 'minutes'] },
  'plan.bad-objective': { severity: 'error', params: ['text', 'known'] },
  'plan.bad-event': { severity: 'error', params: ['text', 'known'] },
  'plan.bad-change': { severity: 'error', params: ['kind', 'field', 'value', 'known'] },
  'plan.event-unknown': { severity: 'error', params: ['kind', 'id', 'nearest'] },
  'plan.unknown-order': { severity: 'error', params: ['order', 'nearest'] },
  'plan.rule-broken': { severity: 'error', params: ['rule', 'operations', 'detail'] },
  'plan.figure-differs': { severity: 'error', params: ['figure', 'stated', 'found'] },
  'plan.operation-unknown': { severity: 'error', params: ['operation'] },
});
