import type { ArcInput } from '@midstream/engine';
import type { CompleteFactory } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CompiledModes, ModeContext } from './modes.ts';
import type { ModeMeaning } from './placed-way.ts';
import { compileModes, sitesOf, Ways } from './modes.ts';
import type { PlannedStep } from './operations.ts';
import type { OrderBook, OrderLine } from './order-lines.ts';
import { precedenceArcs } from './precedence.ts';

const report = reporterOf(PLANNING_CODES);

export interface PlannedModes {
  readonly step: PlannedStep;
  readonly compiled: CompiledModes;
}

/** Whether a way of doing a step may be considered. */
export type AllowedWay = (step: PlannedStep, way: ModeMeaning) => boolean;

/** Every way to do each step. */
export function waysToDo(steps: readonly PlannedStep[], context: ModeContext): PlannedModes[] {
  const ways = new Ways();
  return steps.map((step) => ({ step, compiled: compileModes(step, ways, context) }));
}

export interface Plannable {
  readonly planned: readonly PlannedModes[];
  readonly lines: readonly OrderLine[];
  readonly arcs: readonly ArcInput[];
  readonly leftOut: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/**
 * What can be planned: every step with its modes, and what precedes what. A line with a step that nobody can do, or whose goods no
 * lane takes on, is left out whole and reported, and with it what only it needs and what needs its output.
 */
export function plannableOf(book: OrderBook, every: readonly PlannedModes[], context: ModeContext, allow?: AllowedWay): Plannable {
  const findings: Finding[] = [];
  let planned: PlannedModes[] = every.map(({ step, compiled }) => ({ step, compiled: allowed(step, compiled, allow) }));
  findings.push(...firstOfEach(planned.flatMap((each) => each.compiled.findings)));
  const leftOut = new Set<string>();
  for (;;) {
    for (const { step, compiled } of planned) {
      if (compiled.modes.length > 0 || leftOut.has(step.line.id)) continue;
      leftOut.add(step.line.id);
      const reason = [...new Set(step.places.map((place) => place.machine.id))].join(', ');
      findings.push(report('plan.left-out', { order: step.line.id, operation: step.operation.id, reason }));
    }
    findings.push(...spread(book, leftOut));
    planned = planned.filter(({ step }) => !leftOut.has(step.line.id));
    const pegs = book.pegs.filter((peg) => !leftOut.has(peg.consumer));
    const arcs = precedenceArcs(
      context.axis,
      planned.map((each) => each.step),
      pegs,
    );
    const stranded = withoutStranded(context.factory, planned, arcs);
    planned = stranded.planned;
    if (stranded.findings.length > 0) findings.push(...stranded.findings);
    if (planned.every((each) => each.compiled.modes.length > 0)) {
      const live = new Set(planned.map(({ step }) => step.line.id));
      return { planned, lines: book.lines.filter((line) => live.has(line.id)), arcs, leftOut, findings };
    }
    for (const { step, compiled } of planned) if (compiled.modes.length === 0) leftOut.add(step.line.id);
  }
}

/** Leaves out ways that are not wished; a step keeps its ways where none is. */
function allowed(step: PlannedStep, compiled: CompiledModes, allow: AllowedWay | undefined): CompiledModes {
  if (allow === undefined) return compiled;
  const modes = compiled.modes.filter(({ meaning }) => allow(step, meaning));
  return modes.length === 0 || modes.length === compiled.modes.length ? compiled : { ...compiled, modes, sites: sitesOf(modes) };
}

/** Leaves out what is made only for something left out, and what needs something left out. */
function spread({ lines, pegs }: OrderBook, leftOut: Set<string>): Finding[] {
  const findings: Finding[] = [];
  for (let before = -1; before !== leftOut.size;) {
    before = leftOut.size;
    for (const line of lines) if (line.dependentOf !== undefined && leftOut.has(line.dependentOf)) leftOut.add(line.id);
    for (const { producer, consumer, operation } of pegs) {
      if (producer === undefined || !leftOut.has(producer) || leftOut.has(consumer)) continue;
      leftOut.add(consumer);
      findings.push(report('plan.left-out', { order: consumer, operation, reason: producer }));
    }
  }
  return findings;
}

/** One order's worth of a finding is enough: the next order of the product has the same trouble. */
function firstOfEach(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, params }) => {
    const key = `${code}|${params.operation ?? ''}|${params.machine ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Takes away modes from whose site no lane leads on to any mode of a follower, or to the place of delivery. */
function withoutStranded(
  factory: CompleteFactory,
  planned: readonly PlannedModes[],
  arcs: readonly ArcInput[],
): { planned: PlannedModes[]; findings: Finding[] } {
  if (factory.sites.length < 2) return { planned: [...planned], findings: [] };
  const lanes = new Set(factory.lanes.map((lane) => `${lane.from}|${lane.to}`));
  const leads = (from: string | undefined, to: string | undefined): boolean =>
    from === undefined || to === undefined || from === to || lanes.has(`${from}|${to}`);
  const after: ArcInput[][] = planned.map(() => []);
  for (const arc of arcs) after[arc.from]?.push(arc);
  const result: ({ readonly each: PlannedModes; readonly sites: readonly (string | undefined)[] } | undefined)[] = planned.map(
    () => undefined,
  );
  const findings: Finding[] = [];
  const settle = (o: number): (typeof result)[number] => {
    const known = result[o];
    const each = planned[o];
    if (known !== undefined || each === undefined) return known;
    const followers = (after[o] ?? []).filter((arc) => arc.carries === true).map((arc) => settle(arc.to));
    const isLast = (after[o] ?? []).every((arc) => planned[arc.to]?.step.line !== each.step.line);
    const goal = isLast ? each.step.line.deliverTo : undefined;
    const all = each.compiled.sites;
    const sites = all.filter((from) => leads(from, goal) && followers.every((next) => next?.sites.some((to) => leads(from, to)) ?? true));
    if (sites.length === 0 && all.length > 0 && followers.every((next) => next?.sites.length !== 0))
      findings.push(report('plan.no-lane', { order: each.step.line.id, operation: each.step.operation.id }));
    const settled = { each: sites.length === all.length ? each : onlyAt(sites, each), sites };
    result[o] = settled;
    return settled;
  };
  // Backwards, so that followers are settled first and the recursion stays shallow.
  for (let o = planned.length - 1; o >= 0; o--) settle(o);
  return { planned: result.flatMap((settled) => (settled === undefined ? [] : [settled.each])), findings };
}

function onlyAt(sites: readonly (string | undefined)[], { step, compiled }: PlannedModes): PlannedModes {
  return { step, compiled: { ...compiled, modes: compiled.modes.filter(({ meaning }) => sites.includes(meaning.site)), sites } };
}
