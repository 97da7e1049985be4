import type { PageBinding } from '../page-data.ts';
import { nameOf, say, sayMoment } from './in-words.ts';
import type { PageState } from './state.ts';

/** What holds an operation, as a sentence. `at` is the site whose clock the times are told in. */
export function sayBinding(state: PageState, [kind, fill]: PageBinding, at: number): string {
  const { data, speech } = state;
  const zone = data.sites[at]?.zone ?? data.zone;
  const place = (site: number | undefined): string => {
    const there = data.sites[site ?? -1];
    return there === undefined ? '' : nameOf(speech, there.name);
  };
  const machine = data.machines[fill.machine ?? -1];
  const what = nameOf(speech, data.names[fill.what ?? -1] ?? '');
  const operation = data.names[data.operations.name[fill.operation ?? -1] ?? -1];
  return say(speech, `binding.${kind}`, {
    until: fill.until === undefined ? '' : sayMoment(speech, data.origin + fill.until, zone),
    minutes: Math.round(fill.minutes ?? 0),
    order: fill.order ?? '',
    operation: operation === undefined ? '' : nameOf(speech, operation),
    machine: machine === undefined ? '' : nameOf(speech, machine.name),
    skill: what,
    tool: what,
    material: what,
    site: place(fill.from),
    from: place(fill.from),
    to: place(fill.to),
  });
}
