import { expect, test } from 'vitest';
import { boardReport } from './board-report.ts';

test('every size of plan has a line of its page, and every gesture one of its frames', () => {
  const figures = { frames: 60, perSecond: 58.2, medianInterval: 16.7, p95Interval: 33.3, medianWork: 4.1, p95Work: 9.5 };
  const row = { orders: 330, operations: 2025, firstPaint: 400, drawn: 1200, firstPageKilobytes: 214.5 };
  const report = boardReport([{ ...row, frames: [{ gesture: 'pan', sight: 'All', ...figures }] }], 'Somewhere, once.');
  expect(report).toContain('| 2025 | 400 | 1200 | 214.5 |');
  expect(report).toContain('| 2025 | pan | All | 58.2 | 16.7 | 33.3 | 4.1 | 9.5 |');
  expect(report).toContain('Somewhere, once.');
});
