import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';

/** What an importer of another system's files assumed or had to leave behind: told once per kind, with a count and an example. */
export interface Notes {
  /** The file does not say; this was taken. */
  readonly assume: (what: string, value: string) => void;
  /** The file says it, but a factory document cannot. */
  readonly leaveBehind: (what: string, example: string) => void;
  readonly findings: () => Finding[];
}

/** So many different values are named. */
const MOST_NAMED = 6;

const firstOf = (values: ReadonlySet<string>): string =>
  [...values].slice(0, MOST_NAMED).join(', ') + (values.size > MOST_NAMED ? ', …' : '');

export function createNotes(): Notes {
  const assumed = new Map<string, { values: Set<string>; count: number }>();
  const left = new Map<string, { example: string; count: number }>();
  return {
    assume(what, value) {
      const note = assumed.get(what) ?? { values: new Set(), count: 0 };
      note.count += 1;
      note.values.add(value);
      assumed.set(what, note);
    },
    leaveBehind(what, example) {
      const note = left.get(what) ?? { example, count: 0 };
      note.count += 1;
      left.set(what, note);
    },
    findings: () => [
      ...[...assumed].map(([what, { values, count }]) => report('import.assumed', { what, value: firstOf(values), count })),
      ...[...left].map(([what, { example, count }]) => report('import.not-carried-over', { what, count, example })),
    ],
  };
}
