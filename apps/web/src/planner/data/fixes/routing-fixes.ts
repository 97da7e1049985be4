import type { Routing } from '@midstream/factory';
import { changing, elementAt, type FixMaker, valueAt, withValue } from './fix.ts';

/** The dates of an order, or the ends of a closed span, the other way round. */
export const fixDates: FixMaker = (finding, draft) => {
  const repair = changing(finding, draft, (data) => ({ ...data, due: data['release'], release: data['due'] }));
  return repair === undefined ? undefined : { says: 'web.fix-swap-dates', params: {}, repair };
};

/** Spans that end before they begin; a time that is no time has to be read by somebody. */
export const fixTime: FixMaker = (finding, draft) => {
  const at = elementAt(finding, draft);
  const span = at === undefined ? undefined : (valueAt(at.data, at.inside) as { from?: unknown; to?: unknown } | undefined);
  if (typeof span?.from !== 'string' || typeof span.to !== 'string' || span.from <= span.to) return undefined;
  const repair = changing(finding, draft, (data, inside) => withValue(data, inside, { ...span, from: span.to, to: span.from }));
  return repair === undefined ? undefined : { says: 'web.fix-swap-dates', params: {}, repair };
};

export const fixWaits: FixMaker = (finding, draft) => {
  const repair = changing(finding, draft, (data, inside) => {
    const after = valueAt(data, inside) as { minWaitMinutes?: number; maxWaitMinutes?: number };
    return withValue(data, inside, { ...after, minWaitMinutes: after.maxWaitMinutes, maxWaitMinutes: after.minWaitMinutes });
  });
  return repair === undefined ? undefined : { says: 'web.fix-swap-waits', params: {}, repair };
};

export const fixCycle: FixMaker = (finding, draft) => {
  const routing = elementAt(finding, draft)?.data as Routing | undefined;
  if (routing === undefined) return undefined;
  const circle = new Set(String(finding.params.operations).split(', '));
  const operations = routing.operations.map((operation) => {
    const { after, ...rest } = operation;
    return after === undefined || !circle.has(operation.id) ? operation : rest;
  });
  const repair = changing(finding, draft, (data) => ({ ...data, operations }));
  // Where nobody is named, an operation follows the one listed before it; a circle through kept precedences would stay.
  return repair === undefined ? undefined : { says: 'web.fix-in-order', params: {}, repair };
};

/** Seconds read as minutes, or minutes as hours. */
const SIXTY = 60;
export const fixUnit: FixMaker = (finding, draft) => {
  const repair = changing(finding, draft, (data, inside) => {
    const ways = (valueAt(data, inside) as Routing['operations'][number]).alternatives ?? [];
    const shorter = ways.map((way) => ({
      ...way,
      ...(way.setupMinutes === undefined ? {} : { setupMinutes: way.setupMinutes / SIXTY }),
      ...(way.fixedMinutes === undefined ? {} : { fixedMinutes: way.fixedMinutes / SIXTY }),
      ...(way.minutesPerUnit === undefined ? {} : { minutesPerUnit: way.minutesPerUnit / SIXTY }),
    }));
    return withValue(data, [...inside, 'alternatives'], shorter);
  });
  return repair === undefined ? undefined : { says: 'web.fix-divide', params: { by: SIXTY }, repair };
};

/** Of two operations of one routing under one name the later gets another. */
export const fixDuplicate: FixMaker = (finding, draft) => {
  if (!String(finding.params.kind).startsWith('operations of ')) return undefined;
  const names = new Set((elementAt(finding, draft)?.data as Routing | undefined)?.operations.map((operation) => operation.id));
  let next = 2;
  while (names.has(`${finding.params.id}-${next}`)) next++;
  const name = `${finding.params.id}-${next}`;
  const repair = changing(finding, draft, (data, inside) => withValue(data, inside, name));
  return repair === undefined ? undefined : { says: 'web.fix-rename', params: { name }, repair };
};

/** Nothing was said about the time of a way to work. */
export const fixNoTime: FixMaker = (finding, draft) => {
  const repair = changing(finding, draft, (data, inside, minutes) => withValue(data, [...inside, 'minutesPerUnit'], Number(minutes)));
  const asks = { kind: 'number', field: 'minutesPerUnit', suggested: 1 } as const;
  return repair === undefined ? undefined : { says: 'web.fix-set', params: {}, asks, repair };
};
