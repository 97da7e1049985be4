import type { CompleteFactory, CompleteMachine, OperationAlternative, OperationProgress, RoutingOperation } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { OrderLine } from './order-lines.ts';
import { operationQuantities } from './quantities.ts';
import { stepName } from './step-name.ts';

const report = reporterOf(PLANNING_CODES);
const NOTHING: readonly OperationProgress[] = [];

/** One operation (or one lot of it) to be planned. */
export interface PlannedStep {
  readonly id: string;
  readonly line: OrderLine;
  readonly operation: RoutingOperation;
  /** 1 … of several lots; undefined when the quantity stays together. */
  readonly lot: number | undefined;
  readonly lots: number;
  /** Pieces still to run. */
  readonly quantity: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly progress: OperationProgress | undefined;
  /** Machines it may run on with their times; empty for an outsourced step. One list for all steps of an operation, as a rule. */
  readonly places: readonly { readonly machine: CompleteMachine; readonly alternative: OperationAlternative }[];
}

/** Lists the steps of a line that are still to be done, divided into lots and oven loads. */
export function stepsOfLine(
  factory: CompleteFactory,
  line: OrderLine,
  placesOf: (operation: RoutingOperation) => PlannedStep['places'],
  attributesOf: (product: string, operation: RoutingOperation) => Readonly<Record<string, string>>,
): { steps: PlannedStep[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const steps: PlannedStep[] = [];
  const quantities = operationQuantities(line.routing, line.quantity);
  for (const operation of line.routing.operations) {
    const known = line.progress.length === 0 ? NOTHING : line.progress.filter((step) => step.operation === operation.id);
    const progress = known.find((step) => step.lot === undefined);
    if (progress?.state === 'completed') continue;
    let places = placesOf(operation);
    const elsewhere = startedElsewhere(factory, progress, places, operation);
    if (elsewhere !== undefined) {
      places = [...places, elsewhere];
      findings.push(report('plan.started-elsewhere', { order: line.id, operation: operation.id, machine: elsewhere.machine.id }));
    }
    const whole = quantities.get(operation.id) ?? line.quantity;
    const left = progress?.state === 'started' ? Math.max(whole - (progress.quantityDone ?? 0), 0) : whole;
    const lots = progress === undefined ? lotsOf(operation, places, left) : 1;
    if (lots > 1 && operation.split === undefined)
      findings.push(report('plan.divided-into-loads', { operation: operation.id, order: line.id, loads: lots }));
    for (const { lot = 0, locked } of known)
      if (locked === true && lot > (lots > 1 ? lots : 0))
        findings.push(report('plan.lock-released', { order: line.id, operation: `${operation.id}#${lot}`, reason: `${lots}` }));
    for (const [index, quantity] of dividedInto(left, lots).entries()) {
      const own = lots > 1 ? known.find((step) => step.lot === index + 1) : progress;
      if (own?.state === 'completed') continue;
      steps.push({
        id: stepName(line.id, operation.id, lots > 1 ? index + 1 : undefined),
        line,
        operation,
        lot: lots > 1 ? index + 1 : undefined,
        lots,
        quantity: lots > 1 && own?.state === 'started' ? Math.max(quantity - (own.quantityDone ?? 0), 0) : quantity,
        attributes: attributesOf(line.product, operation),
        progress: own,
        places,
      });
    }
  }
  return { steps, findings };
}

/** What runs on a machine its routing does not name is believed to, at the pace of the first machine it does name. */
function startedElsewhere(
  factory: CompleteFactory,
  progress: OperationProgress | undefined,
  places: PlannedStep['places'],
  operation: RoutingOperation,
): PlannedStep['places'][number] | undefined {
  if (progress?.state !== 'started' || progress.machine === undefined) return undefined;
  if (places.some((place) => place.machine.id === progress.machine)) return undefined;
  const machine = factory.machines.find((each) => each.id === progress.machine);
  const [alternative] = operation.alternatives ?? [];
  return machine === undefined || alternative === undefined ? undefined : { machine, alternative };
}

/**
 * As many lots as the split rule, the machines and the smallest lot allow; on ovens as many loads as it takes. The search may still
 * keep lots together: behind each other on a machine they need one setup, see setup-states.ts.
 */
function lotsOf(operation: RoutingOperation, places: PlannedStep['places'], quantity: number): number {
  let largest = Number.POSITIVE_INFINITY;
  for (const { machine } of places) if (machine.capacity.kind === 'batch') largest = Math.min(largest, machine.capacity.maxSize);
  const loads = Number.isFinite(largest) ? Math.ceil((quantity * (operation.batchSizePerUnit ?? 1)) / largest - 1e-9) : 1;
  const rule = operation.split;
  if (rule === undefined) return Math.max(1, loads);
  const machines = new Set(places.map((place) => place.machine.id)).size;
  return Math.max(1, loads, Math.min(rule.maxLots, machines, Math.floor(quantity / (rule.minQuantity ?? 1))));
}

/** Whole pieces stay whole: 10 in 3 lots are 4, 3, 3. */
function dividedInto(quantity: number, lots: number): number[] {
  if (lots === 1) return [quantity];
  if (!Number.isInteger(quantity)) return Array.from({ length: lots }, () => quantity / lots);
  const base = Math.floor(quantity / lots);
  return Array.from({ length: lots }, (_, i) => base + (i < quantity % lots ? 1 : 0));
}
