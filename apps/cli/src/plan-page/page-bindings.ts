import type { Binding } from '@midstream/factory';
import type { PageBinding, PageFill } from './page-data.ts';

/** Finds the page's index of what a binding names. */
export interface BindingPlaces {
  readonly seconds: (time: string) => number;
  readonly operation: (id: string) => number;
  readonly machine: (id: string) => number;
  readonly site: (id: string) => number;
  readonly tool: (id: string) => number;
  readonly skill: (id: string) => number;
  readonly material: (id: string) => number;
}

/** A binding as the key of its sentence and what fills it; `order` is the order of the operation it holds. */
export function pageBinding(binding: Binding, places: BindingPlaces, order?: string): PageBinding {
  const until = 'until' in binding ? { until: places.seconds(binding.until) } : {};
  switch (binding.kind) {
    case 'previous-operation':
    case 'wait':
    case 'follower':
      return [binding.kind, { ...until, operation: places.operation(binding.operation) }];
    case 'transport':
      return [binding.kind, { ...until, from: places.site(binding.from), to: places.site(binding.to) }];
    case 'machine':
      return [
        binding.order === order ? 'machine-own' : binding.kind,
        { ...until, machine: places.machine(binding.machine), order: binding.order },
      ];
    case 'changeover':
      return [binding.kind, { ...until, machine: places.machine(binding.machine), order: binding.order, minutes: binding.minutes }];
    case 'operator':
      return withOrder('operator', { ...until, what: places.skill(binding.skill) }, binding.order);
    case 'tool':
      return withOrder('tool', { ...until, what: places.tool(binding.tool) }, binding.order);
    case 'material':
      return [binding.kind, { ...until, what: places.material(binding.material) }];
    case 'power':
      return [binding.kind, { ...until, from: places.site(binding.site) }];
    case 'calendar':
    case 'batch':
      return [binding.kind, { ...until, machine: places.machine(binding.machine) }];
    default:
      return [binding.kind, until];
  }
}

/** Who is in the way is not always known; the sentence then does without. */
function withOrder(kind: string, fill: PageFill, order: string | undefined): PageBinding {
  return order === undefined ? [kind, fill] : [`${kind}-order`, { ...fill, order }];
}
