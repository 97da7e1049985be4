import { parseAssemblyShop } from './fajsp/parse.ts';
import { parseSetupShop } from './fjsp-sdst/parse.ts';
import { parseFlexibleShop } from './fjsp/parse.ts';
import { parseTardinessShop } from './jsp-twt/parse.ts';
import { parseJobShop } from './jsp/parse.ts';
import { NumberReader } from './numbers.ts';
import type { InstanceFormat, ParsedInstance } from './parsed-instance.ts';

const PARSERS: Readonly<Record<InstanceFormat, (numbers: NumberReader) => ParsedInstance>> = {
  jsp: parseJobShop,
  fjsp: parseFlexibleShop,
  fajsp: parseAssemblyShop,
  'jsp-twt': parseTardinessShop,
  'fjsp-sdst': parseSetupShop,
};

/**
 * Reads a benchmark instance.
 * @throws Error naming the place and the value of what cannot be right, or of what is left over. Nothing is read half.
 */
export function parseInstance(format: InstanceFormat, text: string): ParsedInstance {
  const numbers = new NumberReader(text);
  const parsed = PARSERS[format](numbers);
  numbers.finish();
  return parsed;
}
