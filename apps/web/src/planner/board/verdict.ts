import type { Verdict } from '@midstream/planning/preview';
import type { Language } from '@midstream/words/unloaded';
import { dateTimeIn, durationIn } from '@midstream/words/unloaded';

const MOST_NAMED = 3;

/** The verdict in a few sentences: why not and from when, or what it does to its order and to others. */
export function verdictText(
  verdict: Verdict | undefined,
  say: (key: string, params?: Record<string, string | number>) => string,
  language: Language,
  zone: string,
  named: (operation: string) => string,
): string {
  if (verdict === undefined) return say('web.verdict-loading');
  if (!verdict.allowed) {
    const why = say(`web.refused-${verdict.reason ?? 'unknown'}`, {
      operation: verdict.operation === undefined ? '' : named(verdict.operation),
    });
    return verdict.from === undefined ? why : `${why} ${say('web.refused-from', { time: dateTimeIn(language, verdict.from, zone) })}`;
  }
  const sentences = [
    (verdict.lateMinutes ?? 0) > 0
      ? say('web.becomes-late', { time: durationIn(language, verdict.lateMinutes ?? 0) })
      : say('web.stays-on-time'),
  ];
  if ((verdict.setupMinutes ?? 0) > 0) sentences.push(say('web.setup-there', { time: durationIn(language, verdict.setupMinutes ?? 0) }));
  const orders = [...new Set(verdict.displaces.map(({ order }) => order))];
  if (orders.length > 0) {
    const shown = orders.slice(0, MOST_NAMED).join(', ') + (orders.length > MOST_NAMED ? ' …' : '');
    sentences.push(say('web.displaces', { count: orders.length, orders: shown }));
  }
  if (verdict.waitsBroken.length > 0)
    sentences.push(say('web.waits-broken', { operations: verdict.waitsBroken.slice(0, MOST_NAMED).map(named).join(', ') }));
  return sentences.join(' ');
}
