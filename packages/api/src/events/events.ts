import * as z from 'zod';
import { actor, id, instant } from '../contract/parts.ts';

/**
 * What `events.stream` sends, one JSON object a message. They say what changed, not how: a page reads again what it shows.
 * Progress of a run is the exception, because it comes several times a second. Whoever comes back with `Last-Event-ID` first hears what
 * came after it, or `missed` where that is no longer known.
 */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('records'), kind: z.string(), ids: z.array(id), by: actor, at: instant }),
  z.object({
    type: z.literal('run'),
    id,
    state: z.enum(['waiting', 'running', 'done', 'stopped', 'failed']),
    plan: id.optional(),
    progress: z.object({ seconds: z.number(), value: z.number(), bound: z.number(), gapPercent: z.number() }).optional(),
  }),
  z.object({ type: z.literal('plan'), id, state: z.enum(['proposal', 'published', 'superseded', 'discarded']), by: actor, at: instant }),
  z.object({
    type: z.literal('import'),
    id,
    state: z.enum(['reading', 'preview', 'committing', 'committed', 'discarded']),
    /** While it is committed: records written so far. */
    progress: z.object({ done: z.number(), of: z.number() }).optional(),
    by: actor,
    at: instant,
  }),
  z.object({ type: z.literal('quote'), id, state: z.enum(['held', 'confirmed', 'released', 'expired']), by: actor, at: instant }),
  z.object({ type: z.literal('scenario'), id, by: actor, at: instant }),
  /** Something may have happened that nobody can tell any more: whatever is shown is to be read again. */
  z.object({ type: z.literal('missed'), at: instant }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
