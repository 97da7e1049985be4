import type { Plan, PlannedOperation } from '@midstream/factory';
import { carbonColumn, costColumn } from './splits.ts';
import type { Interned } from './intern.ts';
import type { NameBook } from './name-book.ts';
import type { BindingPlaces } from './page-bindings.ts';
import { pageBinding } from './page-bindings.ts';
import type { PageChangeover, PageOperations } from './page-data.ts';

const STATES = ['planned', 'locked', 'started'];

/** The plan's operations as columns. */
export function collectOperations(plan: Plan, book: NameBook, names: Interned, places: BindingPlaces): PageOperations {
  const all = plan.operations;
  const orders = new Map(plan.orders.map(({ order }, index) => [order, index]));
  const column = <T>(read: (operation: PlannedOperation) => T): T[] => all.map(read);
  const personOrSkill = ({ skill, people }: PlannedOperation['operators'][number]): number[] =>
    people.length > 0 ? people.map((id) => names.place(book.person(id))) : [names.place(book.skill(skill))];
  return {
    order: column(({ order }) => orders.get(order) ?? -1),
    name: column(({ product, operation }) => names.place(book.step(product, operation))),
    lot: column(({ lot }) => lot ?? 0),
    machine: column(({ machine }) => places.machine(machine)),
    setupStart: column(({ setupStart }) => places.seconds(setupStart)),
    start: column(({ start }) => places.seconds(start)),
    end: column(({ end }) => places.seconds(end)),
    quantity: column(({ quantity }) => quantity),
    setupMinutes: column(({ setupMinutes }) => setupMinutes),
    runMinutes: column(({ runMinutes }) => Math.round(runMinutes * 10) / 10),
    overtimeMinutes: column(({ overtimeMinutes }) => overtimeMinutes),
    slackMinutes: column(({ slackMinutes }) => Math.round(slackMinutes)),
    state: column(({ state }) => STATES.indexOf(state)),
    binding: column(({ binding, order }) => pageBinding(binding, places, order)),
    predecessors: column(({ predecessors }) => predecessors.map(places.operation)),
    people: column(({ operators }) => [...new Set(operators.flatMap(personOrSkill))]),
    tools: column(({ tools }) => tools.map(places.tool)),
    materials: column(({ materials }) => materials.flatMap(({ material, quantity }) => [places.material(material), quantity])),
    batch: column(({ batch }) => (batch === undefined ? -1 : names.place(batch))),
    cost: column(({ cost }) => costColumn(cost)),
    carbon: column(({ carbon }) => carbonColumn(carbon)),
    changeover: column(({ changeover }) => changeoverOf(changeover, places)),
  };
}

function changeoverOf(changeover: PlannedOperation['changeover'], places: BindingPlaces): PageChangeover | null {
  if (changeover === undefined) return null;
  const { minutes, from, to, after, cost, scrapUnits } = changeover;
  // Only what differs is what was changed.
  const changed = Object.keys(to).filter((key) => from[key] !== to[key]);
  const write = (state: Readonly<Record<string, string>>): string =>
    changed
      .map((key) => state[key] ?? '')
      .filter(Boolean)
      .join(' · ');
  return [minutes, write(from), write(to), after === undefined ? -1 : places.operation(after), cost, scrapUnits];
}
