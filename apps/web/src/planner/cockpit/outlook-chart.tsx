import type { Plan } from '@midstream/factory';
import { weekIn } from '@midstream/words/unloaded';
import { useSpeech } from '../../i18n/language.tsx';
import './cockpit.css';
import { outlookOf } from './outlook.ts';

const PARTS = ['late', 'tight', 'onTime'] as const;
const WORDS = { onTime: 'web.outlook-on-time', tight: 'web.outlook-tight', late: 'web.outlook-late' } as const;
/** More than these in a row and their days no longer fit below; the number of the week still does. */
const MOST_WITH_DAYS = 9;
/** A part lower than this share of the picture has no room for its number: the sentence of the bar says it. */
const LEAST_WITH_NUMBER = 0.08;

/** Orders due by week: on time, within a day of late, late. Each part of a bar says its number. */
export function Outlook({ plan }: { readonly plan: Plan }) {
  const { say, number, language } = useSpeech();
  const weeks = outlookOf(plan);
  const most = Math.max(1, ...weeks.map((week) => week.onTime + week.tight + week.late));
  return (
    <section className="card stack">
      <h2>{say('web.outlook')}</h2>
      <ul className="outlook" aria-label={say('web.outlook')}>
        {weeks.map((each) => {
          const { week, days } = weekIn(language, each.week);
          const { onTime, tight, late } = each;
          const sentence = say('web.outlook-week', { week: `${week}, ${days}`, onTime, tight, late });
          return (
            <li key={each.week} title={sentence}>
              <span className="unseen">{sentence}</span>
              <span className="outlook-bar" aria-hidden="true">
                <b>{number(onTime + tight + late)}</b>
                {PARTS.map((part) =>
                  each[part] === 0 ? null : (
                    <span key={part} className={part} style={{ height: `${(each[part] / most) * 100}%` }}>
                      {each[part] / most < LEAST_WITH_NUMBER ? '' : number(each[part])}
                    </span>
                  ),
                )}
              </span>
              <span className="outlook-week" aria-hidden="true">
                {week}
                {weeks.length > MOST_WITH_DAYS ? null : <small>{days}</small>}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="row small legend">
        {[...PARTS].reverse().map((part) => (
          <span key={part}>
            <i className={part} />
            {say(WORDS[part])}
          </span>
        ))}
      </p>
    </section>
  );
}
