import { generateFactory } from '@midstream/factory';
import type { Call, Command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { writeFactoryFile } from '../files/write-factory-file.ts';

const DEFAULT_ORDERS = 50;

export const generate: Command = {
  name: 'generate',
  usage: '[--orders N]',
  files: { least: 0, most: 0 },
  options: {
    orders: { words: 'help.option-orders', kind: 'number', value: 'N', least: 1 },
    seed: { words: 'help.option-seed', kind: 'number', value: 'N', least: 0 },
    sites: { words: 'help.option-sites', kind: 'number', value: 'N', least: 1 },
    out: { words: 'help.option-out-factory', kind: 'text', value: 'FILE' },
  },
  examples: ['generate --orders 300 --seed 7 --out factory.json', 'generate --orders 50 | midstream plan - --html plan.html'],
  run: generateFile,
};

async function generateFile(call: Call): Promise<ExitCode> {
  const orders = Math.trunc(call.number('orders') ?? DEFAULT_ORDERS);
  const sites = call.number('sites');
  const factory = generateFactory({
    orders,
    seed: Math.trunc(call.number('seed') ?? 1),
    ...(sites === undefined ? {} : { sites: Math.trunc(sites) }),
  });
  await writeFactoryFile(call.terminal, factory, call.text('out') ?? '-');
  return ExitCode.done;
}
