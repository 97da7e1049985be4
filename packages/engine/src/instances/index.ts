import { parseAssemblyShop } from './fajsp/parse.ts';
import { parseSetupShop } from './fjsp-sdst/parse.ts';
import { parseWorkerShop } from './fjsp-w/parse.ts';
import { parseFlexibleShop } from './fjsp/parse.ts';
import { parseTotalTardinessShop } from './jsp-tt/parse.ts';
import { parseTardinessShop } from './jsp-twt/parse.ts';
import { parseJobShop } from './jsp/parse.ts';
import { scanJobShop } from './jsp/scan-job-shop.ts';
import { parseStagedShop } from './mrfjssp/parse.ts';
import { parseFlowShop } from './nrr/parse.ts';
import { NumberReader } from './numbers.ts';
import { parsePrintingShop } from './ops/parse.ts';
import type { InstanceFormat, ParsedInstance } from './parsed-instance.ts';
import { parseResourceShop } from './rcfjssp/parse.ts';
import { parseProject } from './rcpsp/parse.ts';

const PARSERS: Readonly<Record<InstanceFormat, (text: string) => ParsedInstance>> = {
  jsp: inNumbers(parseJobShop),
  fjsp: inNumbers(parseFlexibleShop),
  fajsp: inNumbers(parseAssemblyShop),
  'jsp-twt': inNumbers(parseTardinessShop),
  'jsp-tt': parseTotalTardinessShop,
  'fjsp-sdst': inNumbers(parseSetupShop),
  'fjsp-w': parseWorkerShop,
  rcfjssp: parseResourceShop,
  mrfjssp: parseStagedShop,
  ops: parsePrintingShop,
  nrr: parseFlowShop,
  rcpsp: parseProject,
};

/** The little of the platform's decoder that is needed; Node, browsers and workers all have it. */
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/**
 * Reads a benchmark instance: its text, or the bytes of its file in UTF-8, which for large job shops is the faster way.
 * @throws Error naming the place and the value of what cannot be right, or of what is left over. Nothing is read half.
 */
export function parseInstance(format: InstanceFormat, source: string | Uint8Array): ParsedInstance {
  if (typeof source === 'string') return PARSERS[format](source);
  const scanned = format === 'jsp' ? scanJobShop(source) : undefined;
  return scanned ?? PARSERS[format](new TextDecoder().decode(source));
}

/** A parser that is done when every number is read. */
function inNumbers(parse: (numbers: NumberReader) => ParsedInstance): (text: string) => ParsedInstance {
  return (text) => {
    const numbers = new NumberReader(text);
    const parsed = parse(numbers);
    numbers.finish();
    return parsed;
  };
}
