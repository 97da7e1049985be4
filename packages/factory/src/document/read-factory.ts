import type { Finding } from '@midstream/units';
import { hasErrors, reporterOf } from '@midstream/units';
import { applyDefaults } from './apply-defaults.ts';
import { checkLanes } from './check-lanes.ts';
import { checkOrders } from './check-orders.ts';
import { checkReferences } from './check-references.ts';
import { checkRoutings } from './check-routings.ts';
import { FACTORY_CODES } from './codes.ts';
import type { CompleteFactory, CompleteOrder } from './complete-factory.ts';
import type { Factory, FactoryDraft } from './factory.ts';
import { draftShape } from './schema.ts';

const report = reporterOf(FACTORY_CODES);
/** Findings of one code beyond this many say nothing new. */
const MOST_SHAPE_FINDINGS = 200;

export interface FactoryReading {
  /** undefined when any finding is an error. Deep-frozen. */
  readonly factory: CompleteFactory | undefined;
  /** All trouble at once, then the defaults that were applied. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a factory document or a draft of one: checks the shape, fills gaps visibly, checks every reference and number.
 * Planning on an incomplete draft is normal; nothing is half-read.
 * `today` (YYYY-MM-DD) is used as the start of the plan where the draft has none.
 */
export function readFactory(draft: unknown, today?: string): FactoryReading {
  const shape = draftShape.safeParse(draft);
  if (!shape.success) {
    const findings = shape.error.issues.slice(0, MOST_SHAPE_FINDINGS).flatMap((issue): Finding[] => {
      const path = `/${issue.path.map(String).join('/')}`;
      const at = { path, ...shownValue(draft, issue.path) };
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((field) =>
          report('factory.unknown-field', { field, path }, { path: `${path === '/' ? '' : path}/${field}` }),
        );
      }
      return [report('factory.bad-shape', { path, problem: issue.message }, at)];
    });
    return { factory: undefined, findings };
  }
  // The shape was just checked; zod's inferred type differs from ours only in `readonly` and `| undefined`.
  const { factory: filled, findings: defaults } = applyDefaults(shape.data as FactoryDraft, today);
  const factory = filled as Factory & typeof filled;
  const trouble = [...checkReferences(factory), ...checkRoutings(factory), ...checkLanes(factory), ...checkOrders(factory)];
  if (hasErrors(trouble)) return { factory: undefined, findings: [...trouble, ...defaults] };
  const orders: CompleteOrder[] = factory.orders.map((order) => ({
    ...order,
    priority: order.priority ?? 1,
    status: order.status ?? 'approved',
    routing: routingOf(factory, order.product, order.routing),
  }));
  return { factory: deepFreeze({ ...filled, orders }), findings: [...trouble, ...defaults] };
}

/** The order's routing, else the product's, else the first that makes it. Checked before. */
function routingOf(factory: Factory, product: string, given: string | undefined): string {
  const own = given ?? factory.products.find((each) => each.id === product)?.routing;
  return own ?? factory.routings.find((routing) => routing.product === product)?.id ?? '';
}

/** The document as stable text: fields in the order given, two blanks of indent, a final newline. */
export function writeFactory(factory: FactoryDraft): string {
  return `${JSON.stringify(factory, undefined, 2)}\n`;
}

function shownValue(draft: unknown, path: readonly PropertyKey[]): { value: string } | Record<string, never> {
  let at: unknown = draft;
  for (const key of path) at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined;
  return at === undefined ? {} : { value: (JSON.stringify(at) ?? '').slice(0, 80) };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
