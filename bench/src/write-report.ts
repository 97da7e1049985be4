import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { apiReport } from './api-report.ts';
import { factoryReport } from './factory-report.ts';
import { firstReport } from './first-report.ts';
import { readHistory } from './history.ts';
import { instanceReport } from './instance-report.ts';

/** Draws everything on record into bench/README.md, between the markers, with its plots: `node bench/src/write-report.ts`. */
const README = new URL('../README.md', import.meta.url);
const PLOTS = new URL('../plots/', import.meta.url);
const BEGIN = '<!-- results:start -->';
const END = '<!-- results:end -->';

const sections = [
  ...readHistory('instances').map(instanceReport),
  ...readHistory('factories').map(factoryReport),
  ...readHistory('first').map(firstReport),
  ...readHistory('api').map(apiReport),
];
mkdirSync(PLOTS, { recursive: true });
for (const old of readdirSync(PLOTS)) rmSync(new URL(old, PLOTS));
for (const { plots } of sections) for (const { file, svg } of plots) writeFileSync(new URL(file, PLOTS), svg);

const text = readFileSync(README, 'utf8');
const from = text.indexOf(BEGIN);
const to = text.indexOf(END);
if (from < 0 || to < from) throw new Error(`bench/README.md has no ${BEGIN} … ${END}`);
const written = sections.map((section) => section.markdown).join('\n\n');
writeFileSync(README, `${text.slice(0, from + BEGIN.length)}\n\n${written}\n\n${text.slice(to)}`);
