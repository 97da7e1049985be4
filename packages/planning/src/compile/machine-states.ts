import type { CompleteFactory, CompleteMachine } from '@midstream/factory';
import type { PlannedStep } from './operations.ts';
import { SetupStates } from './setup-states.ts';

/** A table of more divided quantities than this takes more room than their setups are worth: each lot then pays its own. */
const MOST_DIVIDED = 800;

/** [machine id] its setup states: shared by the machines of a matrix, but of its own where lots of divided quantities are set up. */
export function machineStates(factory: CompleteFactory, steps: readonly PlannedStep[]): Map<string, SetupStates> {
  const shared = new Map(factory.changeovers.map((matrix) => [matrix.id, new SetupStates(matrix)]));
  const dividing = machinesOfLots(steps, shared);
  const result = new Map<string, SetupStates>();
  for (const machine of factory.machines) {
    if (machine.capacity.kind === 'parallel') continue;
    const matrix = factory.changeovers.find((each) => each.id === machine.changeovers);
    const states = dividing.has(machine.id) ? new SetupStates(matrix, true) : shared.get(machine.changeovers ?? '');
    if (states !== undefined) result.set(machine.id, states);
  }
  return result;
}

/** Whether the lots of a step need no setup behind each other on a machine. */
export function isDivided(step: PlannedStep, machine: CompleteMachine, setupMinutes: number): boolean {
  return step.lots > 1 && step.operation.split !== undefined && machine.capacity.kind === 'single' && setupMinutes > 0;
}

/** Machines on which lots are set up, as far as every operation there leaves a state: one that left none would hide what ran between. */
function machinesOfLots(steps: readonly PlannedStep[], shared: ReadonlyMap<string, SetupStates>): Set<string> {
  const divided = new Map<string, Set<string>>();
  for (const step of steps) {
    if (step.lots === 1) continue;
    for (const { machine, alternative } of step.places) {
      if (!isDivided(step, machine, alternative.setupMinutes ?? 0)) continue;
      const quantities = divided.get(machine.id) ?? new Set();
      divided.set(machine.id, quantities.add(`${step.line.id}/${step.operation.id}`));
    }
  }
  const result = new Set([...divided].filter(([, quantities]) => quantities.size <= MOST_DIVIDED).map(([id]) => id));
  if (result.size === 0) return result;
  for (const step of steps) {
    for (const { machine } of step.places) {
      if (result.has(machine.id) && shared.get(machine.changeovers ?? '')?.matters(step.attributes) === false) result.delete(machine.id);
    }
  }
  return result;
}
