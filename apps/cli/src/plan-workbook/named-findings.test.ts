import type { Finding } from '@midstream/units';
import { expect, it } from 'vitest';
import { exampleFactory } from '../testing/example-factory.ts';
import { namedFindings } from './named-findings.ts';

const factory = exampleFactory('precision-machining');
const finding = (params: Finding['params'], at?: Finding['at']): Finding => ({
  code: 'plan.break-allowed',
  severity: 'warning',
  params,
  ...(at === undefined ? {} : { at }),
});

it('puts the names of steps, machines and skills in place of their ids, in the language of the reader', () => {
  const step = finding({ operation: 'harden', order: 'J26131', machine: 'W1', minutes: 9 });
  expect(namedFindings([step], factory, 'zh-Hant')[0]?.params).toEqual({
    operation: '淬火（外發）',
    order: 'J26131',
    machine: '線切割機',
    minutes: 9,
  });
  const without = finding({ operation: 'wire#2', machine: 'W1', skill: 'miller' });
  expect(namedFindings([without], factory, 'en')[0]?.params).toEqual({ operation: 'Wire cut#2', machine: 'Wire eroder', skill: 'Miller' });
});

it('leaves what it does not know, and what stands in a cell, as it was written', () => {
  const unknown = finding({ operation: 'polish', machine: 'M9' });
  const inCell = finding({ machine: 'W1' }, { file: 'a.xlsx', row: 3 });
  expect(namedFindings([unknown, inCell], factory, 'en')).toEqual([unknown, inCell]);
});
