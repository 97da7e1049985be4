import type { Finding } from '@midstream/units';
import { hasErrors, reporterOf } from '@midstream/units';
import type * as z from 'zod';
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
      return [report('factory.bad-shape', { path, problem: problemOf(issue, shownValue(draft, issue.path).value === undefined) }, at)];
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

const SHAPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  int: 'whole-number',
  boolean: 'yes-no',
  array: 'list',
  object: 'record',
  record: 'record',
};

/** What is wrong with a part as a word that `words` knows, with what was expected after a colon; zod's own sentences are English. */
function problemOf(issue: z.core.$ZodIssue, isMissing: boolean): string {
  if (isMissing) return 'missing';
  if (issue.code === 'invalid_type') return SHAPE_WORDS[issue.expected] ?? 'unclear';
  if (issue.code === 'invalid_value') return `one-of:${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_format') return `written-as:${writtenAs(issue)}`;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'not-empty';
  if (issue.code === 'too_small') return `${issue.inclusive === false ? 'more-than' : 'at-least'}:${issue.minimum}`;
  if (issue.code === 'too_big') return `${issue.inclusive === false ? 'less-than' : 'at-most'}:${issue.maximum}`;
  return 'unclear';
}

/** An example of the format a pattern asks for, told by what the pattern begins with. */
function writtenAs(issue: z.core.$ZodIssueInvalidStringFormat): string {
  const pattern = issue.pattern ?? '';
  if (pattern.includes('[A-Z]{3}')) return 'HKD';
  if (!pattern.includes('{4}')) return '08:30';
  return pattern.includes('[T ]') ? '2026-11-23T08:00' : '2026-11-23';
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
