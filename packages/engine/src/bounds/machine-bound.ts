// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../problem/problem.ts';
import { MachineKind } from '../problem/problem.ts';
import { onlyMachine } from './eligibility.ts';
import type { EligibilitySets } from './eligibility.ts';
import type { HeadsAndTails } from './heads-and-tails.ts';
import type { OneMachine } from './one-machine.ts';
import { endOfWork } from './opening-hours.ts';
import { ChangeoverFloor } from './setups.ts';

/** The longest any single machine needs for the operations only it can do: Jackson's schedule, its work in its open hours, its setups. */
export function machineBound(problem: Problem, sets: EligibilitySets, times: HeadsAndTails, oneMachine: OneMachine): number {
  const { machines, features } = problem;
  const floor = features.setups ? new ChangeoverFloor(problem) : undefined;
  let bound = 0;
  for (let set = 0; set < sets.count; set++) {
    const machine = onlyMachine(sets, set);
    if (machine < 0 || machines.kind[machine] !== MachineKind.SINGLE) continue;
    const from = sets.memberStart[set]!;
    const to = sets.memberStart[set + 1]!;
    bound = Math.max(bound, oneMachine.longest(sets.member, from, to, times.head, times.duration, times.tail));
    if (features.calendars) bound = Math.max(bound, openHoursBound(problem, sets.member.subarray(from, to), times));
    if (floor !== undefined) bound = Math.max(bound, setupBound(problem, machine, sets.member.subarray(from, to), times, floor));
  }
  return bound;
}

/** What begins at or after a head is worked in open hours from there on, and the last of it has the least tail of all of it. */
function openHoursBound({ operations, modes, calendars }: Problem, members: Int32Array, { head, duration, tail }: HeadsAndTails): number {
  const calendar = modes.runCalendar[operations.modeStart[members[0]!]!]!;
  for (const o of members)
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) if (modes.runCalendar[k] !== calendar) return 0;
  const latestFirst = members.slice().sort((a, b) => head[b]! - head[a]!);
  let work = 0;
  let leastTail = Number.POSITIVE_INFINITY;
  let bound = 0;
  for (const o of latestFirst) {
    work += duration[o]!;
    leastTail = Math.min(leastTail, tail[o]!);
    bound = Math.max(bound, endOfWork(calendars[calendar], head[o]!, work, false) + leastTail);
  }
  return bound;
}

/** All work and all setups one after the other; the first setup may lie before the first head, or count from the very start. */
function setupBound(
  { operations, modes }: Problem,
  machine: number,
  members: Int32Array,
  { head, duration, tail }: HeadsAndTails,
  floor: ChangeoverFloor,
): number {
  let work = 0;
  let setups = 0;
  let longest = 0;
  let leastHead = Number.POSITIVE_INFINITY;
  let leastTail = Number.POSITIVE_INFINITY;
  for (const o of members) {
    work += duration[o]!;
    leastHead = Math.min(leastHead, head[o]!);
    leastTail = Math.min(leastTail, tail[o]!);
    if (operations.alreadySetUp[o] === 1) continue;
    let own = Number.POSITIVE_INFINITY;
    for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) own = Math.min(own, modes.setup[k]!);
    setups += own;
    longest = Math.max(longest, own);
  }
  const later = work + setups + floor.of(machine, members, 0, members.length, 'time', false) - longest;
  const all = work + setups + floor.of(machine, members, 0, members.length, 'time', true);
  return leastTail + Math.max(leastHead + later, all);
}
