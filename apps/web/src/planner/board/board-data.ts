import { instantsOf } from '@midstream/api';
import type { Factory, Plan, PlannedOperation } from '@midstream/factory';
import { layOutRows, type Row, type RowStyle, type RowWish } from '@midstream/gantt';

export type BoardBy = 'machine' | 'order' | 'operator' | 'tool';
export const BOARD_BYS: readonly BoardBy[] = ['machine', 'order', 'operator', 'tool'];
export const ROW_STYLE: RowStyle = { lane: 26, slimLane: 17, roomyLanes: 5, air: 8, heading: 26 };

/** A plan in columns: what is drawn many times a second is read from arrays. Instants in seconds since 1970. */
export interface BoardData {
  readonly plan: Plan;
  readonly operations: readonly PlannedOperation[];
  readonly setupStart: Float64Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** [operation] index into plan.orders. */
  readonly order: Int32Array;
  /** Operation id → its index. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** [machine id] closed spans as from, to, from, to … */
  readonly closed: ReadonlyMap<string, Float64Array>;
  /** [machine id] those of them in which it is maintained or broken. */
  readonly maintained: ReadonlyMap<string, Float64Array>;
  readonly from: number;
  readonly to: number;
  readonly start0: number;
  /** End of the frozen fence. */
  readonly fence: number;
}

const seconds = (time: string): number => Date.parse(time) / 1000;
type TimeField = 'setupStart' | 'start' | 'end';
/** As they came, where they came as numbers. */
const secondsOf = (operations: readonly PlannedOperation[], field: TimeField): Float64Array =>
  instantsOf(operations, field) ?? Float64Array.from(operations, (each) => seconds(each[field]));

const edgesOf = (spans: readonly { readonly from: string; readonly to: string }[]): Float64Array =>
  Float64Array.from(spans.flatMap((span) => [seconds(span.from), seconds(span.to)]));

export function boardDataOf(plan: Plan, factory: Factory | undefined): BoardData {
  const { operations } = plan;
  const orderIndex = new Map(plan.orders.map((order, i) => [order.order, i]));
  const setupStart = secondsOf(operations, 'setupStart');
  const end = secondsOf(operations, 'end');
  const start0 = seconds(plan.planningStart);
  const closed = new Map<string, Float64Array>();
  const maintained = new Map<string, Float64Array>();
  for (const resource of plan.resources) {
    if (resource.kind !== 'machine' || resource.closed === undefined) continue;
    closed.set(resource.resource, edgesOf(resource.closed));
    const down = resource.closed.filter(({ reason }) => reason === 'downtime');
    if (down.length > 0) maintained.set(resource.resource, edgesOf(down));
  }
  return {
    plan,
    operations,
    setupStart,
    start: secondsOf(operations, 'start'),
    end,
    order: Int32Array.from(operations, (each) => orderIndex.get(each.order) ?? 0),
    indexOf: new Map(operations.map((each, i) => [each.id, i])),
    closed,
    maintained,
    from: setupStart.reduce((least, each) => Math.min(least, each), start0),
    to: end.reduce((most, each) => Math.max(most, each), start0 + 86_400),
    start0,
    fence: start0 + (factory?.frozenFenceHours ?? 0) * 3600,
  };
}

/** A row's name, what group it stands in, and how used it is. */
interface RowName {
  readonly id: string;
  readonly name: unknown;
  readonly group: string;
  readonly groupName: unknown;
  readonly percent?: number;
}
export interface BoardRows {
  readonly rows: readonly Row[];
  /** By `row.index`. */
  readonly names: readonly RowName[];
}

/** Rows by machine, order, crew or tool, without the orders `keep` refuses. */
export function boardRows(data: BoardData, by: BoardBy, factory: Factory | undefined, keep: (order: number) => boolean): BoardRows {
  const names = namesOf(data, by, factory);
  const at = new Map(names.map((name, i) => [name.id, i]));
  const bars: number[][] = names.map(() => []);
  data.operations.forEach((operation, i) => {
    if (!keep(data.order[i] ?? 0)) return;
    for (const id of ownersOf(operation, by)) bars[at.get(id) ?? -1]?.push(i);
  });
  const wishes: RowWish[] = [];
  let group: string | undefined;
  names.forEach((name, index) => {
    if (by === 'order' && (bars[index]?.length ?? 0) === 0) return;
    if (name.group !== group && name.group !== '') wishes.push({ index, bars: [], isHeading: true });
    group = name.group;
    wishes.push({ index, bars: bars[index] ?? [] });
  });
  return { rows: layOutRows(wishes, data.setupStart, data.end, ROW_STYLE), names };
}

function ownersOf(operation: PlannedOperation, by: BoardBy): readonly string[] {
  if (by === 'machine') return [operation.machine];
  if (by === 'order') return [operation.order];
  if (by === 'tool') return operation.tools;
  return [...new Set(operation.operators.map((need) => need.crew))];
}

function namesOf(data: BoardData, by: BoardBy, factory: Factory | undefined): RowName[] {
  const { plan } = data;
  if (by === 'order') {
    const due = (needBy: string | undefined): string => needBy ?? '9999';
    const sorted = [...plan.orders].sort((a, b) => (due(a.needBy) < due(b.needBy) ? -1 : due(a.needBy) > due(b.needBy) ? 1 : 0));
    return sorted.map((order) => ({ id: order.order, name: order.order, group: '', groupName: '' }));
  }
  if (by === 'tool')
    return uniqueOf(data, by).map((id) => ({
      id,
      name: factory?.tools?.find((tool) => tool.id === id)?.name ?? id,
      group: '',
      groupName: '',
    }));
  if (by === 'operator') return uniqueOf(data, by).map((id) => ({ id, name: id, group: '', groupName: '' }));
  return machineNames(data, factory);
}

const uniqueOf = (data: BoardData, by: BoardBy): string[] =>
  [...new Set(data.operations.flatMap((operation) => ownersOf(operation, by)))].sort();

type Machine = Factory['machines'][number];

/** Like machines often bear one name: then the id stands behind it. */
function toldApart({ id, name }: Machine, all: readonly Machine[]): unknown {
  if (name === undefined) return id;
  const text = JSON.stringify(name);
  if (all.every((other) => other.id === id || JSON.stringify(other.name) !== text)) return name;
  if (typeof name === 'string') return `${name} (${id})`;
  return Object.fromEntries(Object.entries(name).map(([language, each]) => [language, `${each} (${id})`]));
}

/** Machines by site and work centre, as the factory lists them; suppliers last. */
function machineNames(data: BoardData, factory: Factory | undefined): RowName[] {
  const used = new Map(data.plan.resources.filter((each) => each.kind === 'machine').map((each) => [each.resource, each]));
  const centres = new Map((factory?.workCentres ?? []).map((centre) => [centre.id, centre]));
  const known = (factory?.machines ?? []).map((machine): RowName => {
    const percent = used.get(machine.id)?.utilisationPercent;
    return {
      id: machine.id,
      name: toldApart(machine, factory?.machines ?? []),
      group: machine.workCentre,
      groupName: centres.get(machine.workCentre)?.name ?? machine.workCentre,
      ...(percent === undefined ? {} : { percent }),
    };
  });
  const groups = [...new Set(known.map((each) => each.group))];
  known.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
  const listed = new Set(known.map((each) => each.id));
  const rest = [...new Set(data.operations.map((each) => each.machine))].filter((id) => !listed.has(id));
  return [...known, ...rest.map((id) => ({ id, name: id.replace(/^supplier:/, ''), group: 'supplier', groupName: 'supplier' }))];
}
