import { weekIn } from '@midstream/words/unloaded';
import { useSpeech } from '../../i18n/language.tsx';
import './cockpit.css';

const TIGHT_PERCENT = 90;

/** How much of what is open is taken, row by row and week by week; the fuller the darker. */
export function WeekLoads({
  title,
  weeks,
  rows,
}: {
  /** What the rows are. */
  readonly title: string;
  /** Mondays. */
  readonly weeks: readonly string[];
  readonly rows: readonly { readonly id: string; readonly name: string; readonly percent: readonly number[] }[];
}) {
  const { say, number, language } = useSpeech();
  return (
    <>
      <div className="table-box" tabIndex={0} role="region" aria-label={say('web.load-legend')}>
        <table className="loads">
          <thead>
            <tr>
              <th>{title}</th>
              {weeks.map((monday) => {
                const { week, days } = weekIn(language, monday);
                return (
                  <th key={monday} className="right">
                    {week}
                    <small>{days}</small>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" title={row.id}>
                  {row.name}
                </th>
                {row.percent.map((percent, i) => (
                  <td
                    key={weeks[i]}
                    className="right"
                    style={{
                      background: `color-mix(in srgb, var(${percent > TIGHT_PERCENT ? '--late' : '--accent'}) ${Math.min(percent, 100) * 0.32}%, transparent)`,
                    }}
                  >
                    {percent === 0 ? '' : `${number(percent)}%`}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small muted">{say('web.load-legend')}</p>
    </>
  );
}
