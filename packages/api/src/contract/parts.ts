import type { Finding } from '@midstream/units';
import * as z from 'zod';

/** The small shapes that several resources share. */
export const id = z.string().min(1).max(200);
export const instant = z.string().meta({ format: 'date-time', title: 'instant' });
/** As in the factory document: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, local to the site it concerns, or with an offset. */
export const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/);
export const language = z.enum(['en', 'zh-Hant', 'zh-Hans']);
export const text = z.union([z.string(), z.record(z.string(), z.string())]).meta({ title: 'text' });

/** A part whose type is documented elsewhere (a plan, an element of the factory document). Sent as it is, described as an object. */
export const documented = <T>(description: string): z.ZodType<T> =>
  z.custom<T>((value) => typeof value === 'object' && value !== null).meta({ type: 'object', description });

export const finding = documented<Finding>(
  'A finding: `code`, `severity`, `params`, `at`. The sentence is made by the reader, in its language.',
);

export const workspaceParams = z.object({ workspace: id });

export const pageQuery = z.object({
  cursor: z.string().max(400).optional().describe('From `next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(1000).default(200).optional(),
});

/** A page of a list; without `next` it is the last. `total` counts what the filter lets through. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional(), total: z.number().int() });

/** Who did something: the name shown to people, and the account or token behind it. */
export const actor = z.object({ id, name: z.string() });

/** Two writers met: what the other one did. */
export const conflict = z.object({
  kind: z.string(),
  id,
  /** Version that is current now; to be sent as If-Match after looking. */
  version: z.number().int(),
  changedBy: actor,
  changedAt: instant,
  /** Fields the other writer changed since the version that was read, as JSON pointers. */
  changedFields: z.array(z.string()),
  current: z.unknown(),
});
export type Conflict = z.infer<typeof conflict>;

/** Body of every answer that is not a success (RFC 9457), with findings a reader can put into words. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  findings: z.array(finding),
  conflict: conflict.optional(),
});
export type Problem = z.infer<typeof problem>;
