import { generateFactory } from '@midstream/factory';
import type { Call, Command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { writeFactoryFile } from '../files/write-factory-file.ts';
import { SEED_OPTION } from '../search-plan.ts';

const DEFAULT_ORDERS = 50;

export const generate: Command = {
  name: 'generate',
  usage: '[--orders N]',
  files: { least: 0, most: 0 },
  options: {
    orders: { words: 'help.option-orders', kind: 'number', value: 'N', least: 1, most: 1_000_000, isWhole: true },
    seed: SEED_OPTION,
    sites: { words: 'help.option-sites', kind: 'number', value: 'N', least: 1, most: 4, isWhole: true },
    out: { words: 'help.option-out-factory', kind: 'text', value: 'FILE' },
  },
  examples: ['generate --orders 300 --seed 7 --out factory.json', 'generate --orders 50 | midstream plan - --html plan.html'],
  run: generateFile,
};

async function generateFile(call: Call): Promise<ExitCode> {
  const orders = call.number('orders') ?? DEFAULT_ORDERS;
  const sites = call.number('sites');
  const factory = generateFactory({
    orders,
    seed: call.number('seed') ?? 1,
    ...(sites === undefined ? {} : { sites }),
  });
  await writeFactoryFile(call.terminal, factory, call.text('out') ?? '-');
  return ExitCode.done;
}
