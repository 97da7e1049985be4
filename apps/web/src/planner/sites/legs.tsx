import type { Plan } from '@midstream/factory';
import { carbonIn, moneyIn, zonedTimeIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { Link } from 'wouter';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import './sites.css';

const FEW = 12;

/** What travels, one leg a row, by arrival: which order, from where, when it is there. */
export function Legs({ plan }: { readonly plan: Plan }) {
  const { say, language, number } = useSpeech();
  const names = useNames();
  const [most, setMost] = useState(FEW);
  const legs = [...plan.transports].sort((a, b) => Date.parse(a.arrival) - Date.parse(b.arrival));
  const products = new Map(plan.orders.map((order) => [order.order, order]));
  if (legs.length === 0) return null;
  return (
    <section className="card flush">
      <h2 className="table-title">{say('web.legs')}</h2>
      <div className="table-box" tabIndex={0} role="region" aria-label={say('web.legs')}>
        <table>
          <thead>
            <tr>
              {['order', 'product', 'customer', 'from', 'to', 'leg-ready', 'leg-arrival', 'cost', 'carbon'].map((key) => (
                <th key={key} className={key === 'cost' || key === 'carbon' ? 'right' : ''}>
                  {say(`web.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {legs.slice(0, most).map((leg) => {
              const order = products.get(leg.order);
              return (
                <tr key={`${leg.after} ${leg.to}`}>
                  <td>
                    <Link href={`/orders/${encodeURIComponent(leg.order)}`} className="strong">
                      {leg.order}
                    </Link>
                  </td>
                  <td>{order === undefined ? '' : names.of('products', order.product)}</td>
                  <td>{order?.customer ?? ''}</td>
                  <td>{names.of('sites', leg.from)}</td>
                  <td>{names.of('sites', leg.to)}</td>
                  <td>{zonedTimeIn(language, leg.ready)}</td>
                  <td>{zonedTimeIn(language, leg.arrival)}</td>
                  <td className="right">{moneyIn(language, leg.cost, plan.currency)}</td>
                  <td className="right">{carbonIn(language, leg.carbon)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {most >= legs.length ? null : (
        <p className="row" style={{ justifyContent: 'center', padding: 12 }}>
          <button type="button" className="button" onClick={() => setMost(most * 10)}>
            {say('web.and-more', { count: number(legs.length - most) })}
          </button>
        </p>
      )}
    </section>
  );
}
