import type { Language } from '@midstream/words/unloaded';
import { dateTimeIn } from '@midstream/words/unloaded';

/** When something was done (an instant, as the server notes it) by the clock of whoever reads: planned times keep their site's clock. */
export function readerTimeIn(language: Language, instant: string): string {
  return dateTimeIn(language, Date.parse(instant) / 1000, new Intl.DateTimeFormat().resolvedOptions().timeZone);
}
