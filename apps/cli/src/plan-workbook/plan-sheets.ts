import type { CompleteFactory, Factory, Plan, PlannedOperation } from '@midstream/factory';
import type { WrittenCell, WrittenSheet } from '@midstream/importers';
import { causesOfLateness, explainOrder } from '@midstream/planning';
import type { Language } from '@midstream/words';
import { durationIn, sentenceOf, translate } from '@midstream/words';
import { causeSentence } from './cause-sentence.ts';
import { namedFindings } from './named-findings.ts';
import type { PlanNames } from './plan-names.ts';
import { bindingSentence, planNames } from './plan-names.ts';

/** A column of a plan sheet: key of its header, width in characters, and what stands in it for a row. */
interface Column<Row> {
  readonly header: string;
  readonly width: number;
  readonly cell: (row: Row) => WrittenCell;
}

/** The wall clock of the place, as a spreadsheet date. */
const wallClock = (time: string | undefined): WrittenCell => (time === undefined ? null : { date: time.slice(0, 16) });
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** The plan as sheets: by machine, by order, load, changeovers, late orders with causes, figures, assumptions. */
export function planSheets(plan: Plan, factory: CompleteFactory, language: Language): WrittenSheet[] {
  const book = planNames(plan, factory, language);
  return [
    byMachine(plan, book),
    byOrder(plan, book),
    load(plan, book),
    changeovers(plan, book),
    late(plan, factory, book),
    figures(plan, book),
    notes(plan, book, factory),
  ];
}

function sheetOf<Row>(book: PlanNames, name: string, rows: readonly Row[], columns: readonly Column<Row>[]): WrittenSheet {
  return {
    name: translate(book.language, `sheet.${name}`),
    columns: columns.map(({ header, width }) => ({ header, width })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

/** Makes columns whose headers are words under `field.`. */
function columnMaker<Row>(book: PlanNames) {
  return (key: string, width: number, cell: (row: Row) => WrittenCell): Column<Row> => ({ header: book.word(`field.${key}`), width, cell });
}

function byMachine(plan: Plan, book: PlanNames): WrittenSheet {
  const place = new Map(book.machineOrder.map((id, index) => [id, index]));
  const rows = plan.operations.toSorted(
    (a, b) => (place.get(a.machine) ?? 1e9) - (place.get(b.machine) ?? 1e9) || Date.parse(a.start) - Date.parse(b.start),
  );
  const column = columnMaker<PlannedOperation>(book);
  return sheetOf(book, 'by-machine', rows, [
    column('machine', 14, ({ machine }) => machine),
    column('machine-name', 24, ({ machine }) => book.machine(machine)),
    column('site', 20, ({ site }) => book.site(site)),
    column('setup-start', 17, ({ setupStart }) => wallClock(setupStart)),
    column('start', 17, ({ start }) => wallClock(start)),
    column('end', 17, ({ end }) => wallClock(end)),
    column('order', 14, ({ order }) => order),
    column('product-name', 26, ({ product }) => book.product(product)),
    column('operation', 20, ({ product, operation }) => book.step(product, operation)),
    column('quantity', 10, ({ quantity }) => rounded(quantity, 2)),
    column('setup-minutes', 10, ({ setupMinutes }) => rounded(setupMinutes)),
    column('run-minutes', 10, ({ runMinutes }) => rounded(runMinutes)),
    column('overtime-minutes', 10, ({ overtimeMinutes }) => rounded(overtimeMinutes)),
    column('operators', 24, ({ operators }) => book.crew(operators)),
    column('tools', 20, ({ tools }) => tools.map(book.tool).join(book.comma)),
    column('batch', 12, ({ batch }) => batch ?? null),
    column('state', 10, ({ state }) => book.word(`state.${state}`)),
    column('cause', 48, ({ binding, order }) => bindingSentence(binding, book, order)),
    {
      header: translate(book.language, 'field.cost-in', { currency: plan.currency }),
      width: 12,
      cell: ({ cost }) => rounded(cost.total, 2),
    },
    column('carbon-kg', 12, ({ carbon }) => rounded(carbon.total / 1000, 3)),
  ]);
}

function byOrder(plan: Plan, book: PlanNames): WrittenSheet {
  const column = columnMaker<Plan['orders'][number]>(book);
  return sheetOf(book, 'by-order', plan.orders, [
    column('order', 14, ({ order }) => order),
    column('product', 14, ({ product }) => product),
    column('product-name', 26, ({ product }) => book.product(product)),
    column('customer', 18, ({ customer }) => customer ?? null),
    column('quantity', 10, ({ quantity }) => quantity),
    column('status', 11, ({ status }) => book.word(`status.${status}`)),
    column('need-by', 17, ({ needBy }) => wallClock(needBy)),
    column('projected', 17, ({ projected }) => wallClock(projected)),
    column('lateness-hours', 11, ({ latenessMinutes: late }) => (late === undefined ? null : rounded(Math.max(0, late) / 60))),
    column('slack-hours', 11, ({ latenessMinutes: late }) => (late === undefined ? null : rounded(Math.max(0, -late) / 60))),
    column('start', 17, ({ start }) => wallClock(start)),
    {
      header: translate(book.language, 'field.cost-in', { currency: plan.currency }),
      width: 12,
      cell: ({ cost }) => rounded(cost.total, 2),
    },
    column('carbon-kg', 12, ({ carbon }) => rounded(carbon.total / 1000, 3)),
    column('needed-by-order', 14, ({ dependentOf }) => dependentOf ?? null),
  ]);
}

function load(plan: Plan, book: PlanNames): WrittenSheet {
  const rows = plan.resources.flatMap((resource) => resource.days.map((day) => ({ resource, day })));
  const column = columnMaker<(typeof rows)[number]>(book);
  return sheetOf(book, 'load', rows, [
    column('kind', 14, ({ resource }) => book.word(`resource.${resource.kind}`)),
    column('resource', 26, ({ resource }) => book.resource(resource.kind, resource.resource)),
    column('date', 12, ({ day }) => ({ date: day.date })),
    column('available-hours', 11, ({ day }) => rounded(day.availableHours, 2)),
    column('run-hours', 11, ({ day }) => rounded(day.runHours, 2)),
    column('setup-hours', 11, ({ day }) => rounded(day.setupHours, 2)),
    column('overtime-hours', 11, ({ day }) => rounded(day.overtimeHours, 2)),
    column('load-percent', 10, ({ day }) =>
      day.availableHours > 0 ? rounded((100 * (day.runHours + day.setupHours)) / (day.availableHours + day.overtimeHours)) : null,
    ),
  ]);
}

function changeovers(plan: Plan, book: PlanNames): WrittenSheet {
  const rows = plan.operations.flatMap((operation) =>
    operation.changeover === undefined ? [] : [{ operation, change: operation.changeover }],
  );
  rows.sort((a, b) =>
    a.operation.machine < b.operation.machine
      ? -1
      : a.operation.machine > b.operation.machine
        ? 1
        : Date.parse(a.operation.setupStart) - Date.parse(b.operation.setupStart),
  );
  const column = columnMaker<(typeof rows)[number]>(book);
  const write = (state: Readonly<Record<string, string>>): string =>
    Object.entries(state)
      .map(([key, value]) => `${key} ${value}`)
      .join(book.comma);
  return sheetOf(book, 'changeovers', rows, [
    column('machine', 14, ({ operation }) => operation.machine),
    column('machine-name', 24, ({ operation }) => book.machine(operation.machine)),
    column('setup-start', 17, ({ operation }) => wallClock(operation.setupStart)),
    column('order', 14, ({ operation }) => operation.order),
    column('after', 14, ({ change }) => book.orderOf(change.after) ?? null),
    column('from', 28, ({ change }) => write(change.from)),
    column('to', 28, ({ change }) => write(change.to)),
    column('setup-minutes', 10, ({ change }) => rounded(change.minutes)),
    {
      header: translate(book.language, 'field.cost-in', { currency: plan.currency }),
      width: 12,
      cell: ({ change }) => rounded(change.cost, 2),
    },
    column('scrap', 11, ({ change }) => rounded(change.scrapUnits, 2)),
  ]);
}

/** Why an order is late, those causes first that together take as long as it is late. */
function lateBecause(plan: Plan, factory: CompleteFactory, book: PlanNames, order: string): string {
  const { explanation } = explainOrder(factory, plan, order);
  if (explanation === undefined) return '';
  return causesOfLateness(explanation)
    .causes.map((cause) => `${causeSentence(cause, book)} (${durationIn(book.language, cause.hours * 60)})`)
    .join('; ');
}

function late(plan: Plan, factory: CompleteFactory, book: PlanNames): WrittenSheet {
  const rows = plan.orders.filter(({ latenessMinutes }) => (latenessMinutes ?? 0) > 0);
  rows.sort((a, b) => (b.latenessMinutes ?? 0) - (a.latenessMinutes ?? 0));
  const column = columnMaker<Plan['orders'][number]>(book);
  return sheetOf(book, 'late', rows, [
    column('order', 14, ({ order }) => order),
    column('product-name', 26, ({ product }) => book.product(product)),
    column('customer', 18, ({ customer }) => customer ?? null),
    column('need-by', 17, ({ needBy }) => wallClock(needBy)),
    column('projected', 17, ({ projected }) => wallClock(projected)),
    column('lateness-hours', 11, ({ latenessMinutes }) => rounded((latenessMinutes ?? 0) / 60)),
    column('late-because', 70, ({ order }) => lateBecause(plan, factory, book, order)),
    column('causes', 110, ({ criticalChain }) =>
      criticalChain
        .map(({ operation, binding }) => `${book.stepOf(operation)}: ${bindingSentence(binding, book, book.orderOf(operation))}`)
        .join(' ← ')
        .slice(0, 30_000),
    ),
  ]);
}

function figures(plan: Plan, book: PlanNames): WrittenSheet {
  const { figures: sums } = plan;
  const hours = 'h';
  const rows: (readonly [string, number, string])[] = [
    [book.word('figure.orders'), sums.orders, ''],
    [book.word('figure.operations'), sums.operations, ''],
    [book.word('figure.late-orders'), sums.lateOrders, ''],
    [book.word('figure.on-time'), sums.onTimePercent, '%'],
    [book.word('figure.tardiness'), sums.totalTardinessHours, hours],
    [book.word('figure.weighted-tardiness'), sums.weightedTardinessHours, hours],
    [book.word('figure.makespan'), sums.makespanHours, hours],
    [book.word('figure.flow'), sums.meanFlowHours, hours],
    [book.word('figure.setup-hours'), sums.setupHours, hours],
    [book.word('figure.changeovers'), sums.changeovers, ''],
    [book.word('figure.changeover-cost'), sums.changeoverCost, plan.currency],
    [book.word('figure.overtime'), sums.overtimeHours, hours],
    ...Object.entries(sums.cost).map(
      ([part, value]) => [`${book.word('figure.cost')}: ${book.word(`cost.${part}`)}`, value, plan.currency] as const,
    ),
    ...Object.entries(sums.carbon).map(
      ([part, value]) => [`${book.word('figure.carbon')}: ${book.word(`carbon.${part}`)}`, value / 1000, 'kg CO₂e'] as const,
    ),
    [book.word('figure.energy'), sums.energyKwh, 'kWh'],
    [book.word('figure.gap'), plan.run.gapPercent, '%'],
  ];
  if (sums.movedOperations !== undefined) rows.push([book.word('figure.moved'), sums.movedOperations, '']);
  if (sums.startShiftHours !== undefined) rows.push([book.word('figure.shift'), sums.startShiftHours, hours]);
  const column = columnMaker<(typeof rows)[number]>(book);
  return sheetOf(book, 'figures', rows, [
    column('figure', 34, ([name]) => name),
    column('value', 16, ([, value]) => rounded(value, 2)),
    column('unit', 12, ([, , unit]) => unit),
  ]);
}

function notes(plan: Plan, book: PlanNames, factory: Factory): WrittenSheet {
  const column = columnMaker<Plan['findings'][number]>(book);
  return sheetOf(book, 'notes', namedFindings(plan.findings, factory, book.language), [
    column('severity', 11, ({ severity }) => book.word(`severity.${severity}`)),
    column('message', 110, (finding) => sentenceOf(finding, book.language).slice(0, 30_000)),
    column('code', 30, ({ code }) => code),
  ]);
}
