import { durationIn } from '@midstream/words/unloaded';
import { useSpeech } from '../../i18n/language.tsx';

const DAY_MINUTES = 1440;

/** How late, or how much slack: red, amber within a day, green. */
export function Lateness({ minutes }: { readonly minutes: number | undefined }) {
  const { say, language } = useSpeech();
  if (minutes === undefined) return null;
  if (minutes > 0) return <span className="badge late">{say('web.late-by', { time: durationIn(language, minutes) })}</span>;
  const kind = minutes > -DAY_MINUTES ? 'tight' : 'good';
  return <span className={`badge ${kind}`}>{say('web.slack-of', { time: durationIn(language, -minutes) })}</span>;
}
