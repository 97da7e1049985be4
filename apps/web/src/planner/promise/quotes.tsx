import { zonedTimeIn } from '@midstream/words/unloaded';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { readerTimeIn } from '../../i18n/reader-time.ts';
import { Trouble } from '../../ui/states.tsx';

/** Quotes that hold capacity, and what became of earlier ones. */
export function Quotes() {
  const { say, language, number } = useSpeech();
  const workspace = useWorkspace();
  const names = useNames();
  const mayWrite = useMay('quotes.write');
  const quotes = useCall('quotes.list', { params: { workspace }, query: { limit: 50 } });
  const confirm = useChange((_, id: string) => client.call('quotes.confirm', { params: { workspace, id } }));
  const release = useChange((_, id: string) => client.call('quotes.release', { params: { workspace, id } }));
  if ((quotes.data?.items.length ?? 0) === 0) return null;
  return (
    <section className="card flush table-box">
      <Trouble error={confirm.error ?? release.error} />
      <table>
        <caption className="unseen">{say('web.quotes')}</caption>
        <thead>
          <tr>
            {['order', 'product', 'quantity', 'promised', 'expires', 'status'].map((key) => (
              <th key={key}>{say(`web.${key}`)}</th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {quotes.data?.items.map((quote) => (
            <tr key={quote.id}>
              <td className="strong">{quote.order}</td>
              <td>{names.of('products', quote.wish.product)}</td>
              <td>{number(quote.wish.quantity)}</td>
              <td>{zonedTimeIn(language, quote.option.date)}</td>
              <td>{readerTimeIn(language, quote.expiresAt)}</td>
              <td>
                <span className={quote.state === 'held' ? 'badge tight' : quote.state === 'confirmed' ? 'badge good' : 'badge'}>
                  {say(`web.quote-${quote.state}`)}
                </span>
              </td>
              <td className="right">
                {quote.state === 'held' && mayWrite ? (
                  <>
                    <button
                      type="button"
                      className="button quiet"
                      disabled={release.isPending || confirm.isPending}
                      onClick={() => release.mutate(quote.id)}
                    >
                      {say('web.release')}
                    </button>
                    <button
                      type="button"
                      className="button"
                      disabled={release.isPending || confirm.isPending}
                      onClick={() => confirm.mutate(quote.id)}
                    >
                      {say('web.confirm')}
                    </button>
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
