import type { PromiseOption } from '@midstream/api';
import { carbonIn, zonedTimeIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useMoney } from '../../data/use-money.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Empty, Trouble } from '../../ui/states.tsx';
import { Quotes } from './quotes.tsx';

/** What, how many, when? Options with a date that holds, a price and who would have to wait. */
export default function PromisePage() {
  const { say, nameOf, number } = useSpeech();
  const names = useNames();
  const workspace = useWorkspace();
  const products = useCall('records.list', { params: { workspace, kind: 'products' }, query: { limit: 1000 } });
  const [product, setProduct] = useState('');
  const [quantity, setQuantity] = useState(50);
  const [wanted, setWanted] = useState('');
  const [customer, setCustomer] = useState('');
  const ask = useChange(() =>
    client.call('promises.create', {
      params: { workspace },
      body: { product, quantity, ...(wanted === '' ? {} : { wanted }), ...(customer === '' ? {} : { customer }) },
    }),
  );
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('web.page-promise')}</h1>
      </div>
      <form
        className="card row"
        style={{ alignItems: 'flex-end', gap: 14 }}
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate(undefined);
        }}
      >
        <label className="field grow">
          <span>{say('web.product')}</span>
          <select value={product} onChange={(event) => setProduct(event.target.value)} required>
            <option value="" />
            {(products.data?.items ?? []).map((each) => (
              <option key={each.id} value={each.id}>
                {nameOf(each.data.name) || each.id}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{say('web.quantity')}</span>
          <input type="number" min="1" value={quantity} onChange={(event) => setQuantity(event.target.valueAsNumber)} required />
        </label>
        <label className="field">
          <span>{say('web.wanted')}</span>
          <input type="date" value={wanted} onChange={(event) => setWanted(event.target.value)} />
        </label>
        <label className="field">
          <span>{say('web.customer')}</span>
          <input value={customer} onChange={(event) => setCustomer(event.target.value)} />
        </label>
        <button type="submit" className="button main" disabled={ask.isPending}>
          {say(ask.isPending ? 'web.asking' : 'web.ask')}
        </button>
      </form>
      <Trouble error={ask.error ?? products.error} />
      {ask.data === undefined ? (
        <div className="card">
          <Empty title={say('web.promise-title')}>
            <p>{say('web.promise-hint')}</p>
          </Empty>
        </div>
      ) : (
        <h2>
          {say('web.options-for', {
            quantity: number(ask.data.wish.quantity),
            product: names.of('products', ask.data.wish.product),
          })}
        </h2>
      )}
      {ask.data === undefined ? null : (
        <div className="two">
          {ask.data.options.map((option) => (
            <Option key={option.id} option={option} promise={ask.data.id} />
          ))}
        </div>
      )}
      <Quotes />
    </div>
  );
}

const PRICE_PARTS = ['material', 'run', 'labour', 'changeover', 'overtime', 'energy', 'transport', 'outsourcing'] as const;

function Option({ option, promise }: { readonly option: PromiseOption; readonly promise: string }) {
  const { say, number, language } = useSpeech();
  const money = useMoney();
  const workspace = useWorkspace();
  const names = useNames();
  const mayHold = useMay('quotes.write');
  const hold = useChange(() => client.call('quotes.create', { params: { workspace }, body: { promise, option: option.id } }));
  const confidence = typeof option.confidence?.probability === 'number' ? option.confidence.probability : undefined;
  return (
    <section className="card stack" aria-label={say(`web.option-${option.kind}`)}>
      <div className="row apart">
        <h2>{say(`web.option-${option.kind}`)}</h2>
        {option.meetsWish === undefined ? null : (
          <span className={option.meetsWish ? 'badge good' : 'badge late'}>
            {say(option.meetsWish ? 'web.meets-wish' : 'web.misses-wish')}
          </span>
        )}
      </div>
      <div style={{ fontSize: 22 }} className="strong">
        {zonedTimeIn(language, option.date)}
      </div>
      <div className="row small muted">
        {confidence === undefined ? null : <span>{say('web.confidence', { percent: number(confidence * 100) })}</span>}
        {option.usesOvertime ? <span className="badge tight">{say('web.with-overtime')}</span> : null}
        <span>{option.sites.map((site) => names.of('sites', site)).join(', ')}</span>
        <span>{carbonIn(language, option.carbon)}</span>
      </div>
      <table>
        <tbody>
          {PRICE_PARTS.map((part) =>
            (option.price[part] ?? 0) === 0 ? null : (
              <tr key={part}>
                <td>{say(`web.price-${part}`)}</td>
                <td className="right">{money(option.price[part] ?? 0)}</td>
              </tr>
            ),
          )}
          <tr>
            <td className="strong">{say('web.price-total')}</td>
            <td className="right strong">{money(option.price.total ?? 0)}</td>
          </tr>
        </tbody>
      </table>
      {option.displaced.length === 0 ? (
        <p className="good">{say('web.displaces-nobody')}</p>
      ) : (
        <details>
          <summary>
            {say('web.displaces', {
              count: option.displaced.length,
              orders: option.displaced
                .slice(0, 3)
                .map((each) => each.order)
                .join(', '),
            })}
          </summary>
          {option.displaced.slice(0, 30).map((each) => (
            <p key={each.order} className={each.newlyLate ? 'late small' : 'small'}>
              {`${each.order} ${each.customer ?? ''} +${number(each.hoursLater, 1)} h`}
            </p>
          ))}
        </details>
      )}
      <Trouble error={hold.error} />
      {mayHold ? (
        <button type="button" className="button" disabled={hold.isPending || hold.isSuccess} onClick={() => hold.mutate(undefined)}>
          {say(hold.isSuccess ? 'web.held' : 'web.hold-quote')}
        </button>
      ) : null}
    </section>
  );
}
