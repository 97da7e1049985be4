import type { OrderDetail } from '@midstream/api';
import { zonedTimeIn } from '@midstream/words/unloaded';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';

const ROW = 26;
const NAME = 210;
const MOST_LETTERS = 32;
const WIDTH = 900;

/** The operations of one order as bars over time, setup paler, its need-by as a line. The table beside it says the same in words. */
export function Timeline({ operations, needBy }: { readonly operations: OrderDetail['operations']; readonly needBy: string | undefined }) {
  const { language, say } = useSpeech();
  const names = useNames();
  const times = operations.flatMap((each) => [Date.parse(each.setupStart), Date.parse(each.end)]);
  const due = needBy === undefined ? undefined : Date.parse(needBy);
  const from = Math.min(...times);
  const to = Math.max(...times, due ?? 0);
  const x = (instant: number): number => NAME + ((instant - from) / Math.max(to - from, 1)) * (WIDTH - NAME - 10);
  const height = operations.length * ROW + 26;
  // Instants come with the clock of their site: the picture says them as the table does, wherever it is looked at.
  const ends = [...operations.flatMap((each) => [each.setupStart, each.end]), ...(needBy === undefined ? [] : [needBy])];
  const said = (instant: number): string => {
    const text = ends.find((each) => Date.parse(each) === instant);
    return text === undefined ? '' : zonedTimeIn(language, text);
  };
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} width="100%" role="img" aria-label={say('web.timeline')}>
      {operations.map((each, i) => {
        const setup = x(Date.parse(each.setupStart));
        const start = x(Date.parse(each.start));
        const end = x(Date.parse(each.end));
        const y = i * ROW + 4;
        const what = `${names.operation(each.operation, each.product)} · ${names.machine(each.machine)}`;
        return (
          <g key={each.id}>
            <title>{`${what} · ${zonedTimeIn(language, each.start)}`}</title>
            <text x={0} y={y + 14} fontSize="12" fill="var(--ink)">
              {what.length > MOST_LETTERS ? `${what.slice(0, MOST_LETTERS - 1)}…` : what}
            </text>
            <rect x={setup} y={y} width={Math.max(start - setup, 0)} height={ROW - 8} fill="var(--line)" />
            <rect x={start} y={y} width={Math.max(end - start, 2)} height={ROW - 8} rx="3" fill="var(--accent)" opacity="0.75" />
          </g>
        );
      })}
      {due === undefined ? null : <line x1={x(due)} x2={x(due)} y1={0} y2={height - 22} stroke="var(--late)" strokeDasharray="4 3" />}
      <text x={NAME} y={height - 6} fontSize="11" fill="var(--muted)">
        {said(from)}
      </text>
      <text x={WIDTH - 10} y={height - 6} fontSize="11" textAnchor="end" fill="var(--muted)">
        {said(to)}
      </text>
    </svg>
  );
}
