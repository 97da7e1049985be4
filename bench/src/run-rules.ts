import { readFileSync, writeFileSync } from 'node:fs';
import { baseline, BASELINES, INSTANCE_FORMATS, parseInstance, solutionDocument } from '@midstream/engine';

/** The best of the baseline rules on one instance: `node bench/src/run-rules.ts INSTANCE FORMAT OUT.json`. */
const [path = '', name = '', out = ''] = process.argv.slice(2);
const format = INSTANCE_FORMATS.find((each) => each === name);
if (format === undefined) throw new Error(`${name} is not one of ${INSTANCE_FORMATS.join(', ')}`);
const parsed = parseInstance(format, readFileSync(path, 'utf8'));
const began = performance.now();
let best: ReturnType<typeof baseline> | undefined;
const trace: [number, number][] = [];
for (const rule of BASELINES) {
  const found = baseline(parsed.problem, rule);
  if (best !== undefined && found.figures[parsed.objective] >= best.figures[parsed.objective]) continue;
  best = found;
  trace.push([(performance.now() - began) / 1000, found.figures[parsed.objective]]);
}
if (best === undefined) throw new Error('there are no rules');
const seconds = (performance.now() - began) / 1000;
const facts = { instance: path, lowerBound: 0, seconds, seed: 0, workers: 0, trace };
writeFileSync(out, JSON.stringify(solutionDocument(parsed, best, facts)));
