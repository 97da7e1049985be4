import type { Plan } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import { groupBy } from '../compile/group-by.ts';
import { PERSON } from '../compile/resources.ts';
import { demandsByCrew, presence, rosterOf, shareWork } from '../read-back/people.ts';
import type { SharedWork } from '../read-back/people.ts';
import type { ScheduleView } from '../read-back/schedule-view.ts';

const report = reporterOf(PLANNING_CODES);

/** What a plan says of people by the name: each named one can do it, is there, is nowhere else, and nothing is left without. */
export function checkPeople(view: ScheduleView, plan: Plan): Finding[] {
  const work = shareWork(view);
  const roster = rosterOf(view, work);
  const planned = new Map(plan.operations.map((each) => [each.id, each]));
  const findings = faultsOf(view, work);
  view.compiled.steps.forEach((step, o) => {
    const stated = (planned.get(step.id)?.operators ?? []).map((each) => each.people.join('+')).join(' / ');
    const found = (roster.get(o) ?? []).map((people) => people.join('+')).join(' / ');
    if (stated !== found) findings.push(report('plan.people-differ', { operation: step.id, stated, found }));
  });
  return findings;
}

/** Recounts who is where, minute by minute of what they were given, without regard to how it was shared out. */
export function faultsOf(view: ScheduleView, { stints }: SharedWork): Finding[] {
  const findings: Finding[] = [];
  const idOf = (operation: number): string => view.compiled.steps[operation]?.id ?? String(operation);
  const broken = (operation: number, person: string): void => {
    findings.push(report('plan.person-impossible', { operation: idOf(operation), person }));
  };
  for (const own of groupBy(stints, (each) => each.operator.id).values()) {
    const [{ operator } = {}] = own;
    if (operator === undefined) continue;
    const there = presence(operator, view.compiled.axis, view);
    for (const { operation, need, start, end } of own) {
      const wanted = view.compiled.meanings[view.schedule.mode[operation] ?? 0]?.crews[need];
      const isSkilled = wanted !== undefined && operator.skills.includes(wanted.need.skill);
      const isThere = start === end || there.some((each) => each.start <= start && end <= each.end);
      if (!isSkilled || !isThere) broken(operation, operator.id);
    }
    for (const copies of groupBy(own, (each) => each.copy).values()) {
      for (const one of copies) {
        const load = copies.reduce((sum, each) => sum + (each.start <= one.start && one.start < each.end ? each.amount : 0), 0);
        if (load > PERSON) broken(one.operation, operator.id);
      }
    }
  }
  const { horizon } = view.compiled.axis;
  const given = new Map<string, number>();
  for (const { operation, need, start, end, amount } of stints)
    given.set(`${operation}|${need}`, (given.get(`${operation}|${need}`) ?? 0) + (end - start) * amount);
  for (const { operation, need, spans, amount } of [...demandsByCrew(view).values()].flat()) {
    const asked = spans.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, horizon) - start) * amount, 0);
    if ((given.get(`${operation}|${need}`) ?? 0) !== asked) findings.push(report('plan.unstaffed', { operation: idOf(operation) }));
  }
  return findings;
}
