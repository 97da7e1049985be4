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

export function createNotes(): Notes {
  const assumed = new Map<string, { value: string; count: number }>();
  const left = new Map<string, { example: string; count: number }>();
  return {
    assume(what, value) {
      const note = assumed.get(what) ?? { value, count: 0 };
      note.count += 1;
      assumed.set(what, note);
    },
    leaveBehind(what, example) {
      const note = left.get(what) ?? { example, count: 0 };
      note.count += 1;
      left.set(what, note);
    },
    findings: () => [
      ...[...assumed].map(([what, { value, count }]) => report('import.assumed', { what, value, count })),
      ...[...left].map(([what, { example, count }]) => report('import.not-carried-over', { what, count, example })),
    ],
  };
}
