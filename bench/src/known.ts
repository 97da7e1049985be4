import { readFileSync } from 'node:fs';
import { INSTANCE_FORMATS, type InstanceFormat } from '@midstream/engine';

/** A row of the list of best-known values. */
export interface Known {
  readonly instance: string;
  readonly family: string;
  readonly subfamily?: string;
  /** Path below the instance folder. */
  readonly file: string;
  readonly lower: number | null;
  readonly upper: number | null;
}

export function readKnown(path: string): readonly Known[] {
  return JSON.parse(readFileSync(path, 'utf8')) as readonly Known[];
}

const FLEXIBLE = new Set(['mk', 'dpp', 'hurink', 'barnes', 'kacem', 'fattahi', 'behnke']);
const ASSEMBLY = new Set(['dafjs', 'yfjs']);

/** The format the files of a family are written in; a family not known by name is a job shop. */
export function formatOf(family: string): InstanceFormat {
  if (FLEXIBLE.has(family)) return 'fjsp';
  if (ASSEMBLY.has(family)) return 'fajsp';
  return INSTANCE_FORMATS.find((format) => format === family) ?? 'jsp';
}

/** The groups an instance counts in: halves of a family differ in hardness, so some are reported apart. */
export function groupsOf({ instance, family, subfamily }: Known): string[] {
  const number = Number(/(\d+)$/.exec(instance)?.[1] ?? 0);
  if (family === 'dmu') return [number <= 40 ? 'dmu01–40' : 'dmu41–80'];
  if (family === 'ta') return number > 40 && number <= 50 ? ['ta', 'ta41–50'] : ['ta'];
  if (family === 'tai') return [instance.replace(/_\d+$/, '')];
  if (family === 'dct') return [instance.split('-').slice(0, 2).join('-')];
  if ((family === 'hurink' || family === 'nrr') && subfamily !== undefined) return [`${family} ${subfamily}`];
  return [family];
}
