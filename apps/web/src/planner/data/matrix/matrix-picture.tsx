import type { FactoryRecord } from '@midstream/api';
import { type ChangeoverMatrix, changeoverBetween } from '@midstream/factory';
import { useState } from 'react';
import { client } from '../../../data/client.ts';
import { useWorkspace } from '../../../data/session.tsx';
import { useChange } from '../../../data/use-call.ts';
import { useSpeech } from '../../../i18n/language.tsx';
import { Trouble } from '../../../ui/states.tsx';

/** A changeover matrix as a heat map, from above to the side; a cell takes new minutes as a rule of its own. */
export function MatrixPicture({ record, canEdit }: { readonly record: FactoryRecord; readonly canEdit: boolean }) {
  const { say, nameOf, number } = useSpeech();
  const workspace = useWorkspace();
  const matrix = record.data as unknown as ChangeoverMatrix;
  const attributes = [...new Set(matrix.rules.map((rule) => rule.attribute))];
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const attribute = chosen ?? attributes[0] ?? '';
  const named = matrix.rules.filter((rule) => rule.attribute === attribute).flatMap((rule) => [rule.from, rule.to]);
  const values = [...new Set(named.filter((value): value is string => value !== undefined && value !== '*'))].sort();
  const shown = [...values, say('web.any-other')];
  const minutes = (from: string, to: string): number =>
    from === to ? 0 : changeoverBetween(matrix, { [attribute]: from }, { [attribute]: to }).minutes;
  const most = Math.max(1, ...shown.flatMap((from) => shown.map((to) => minutes(from, to))));
  const save = useChange((_, cell: { readonly from: string; readonly to: string; readonly minutes: number }) => {
    const others = matrix.rules.filter((rule) => !(rule.attribute === attribute && rule.from === cell.from && rule.to === cell.to));
    const own = matrix.rules.find((rule) => rule.attribute === attribute && rule.from === cell.from && rule.to === cell.to);
    // The first rule that fits wins, so the most exact one stands first.
    return client.call('records.put', {
      params: { workspace, kind: 'changeovers', id: record.id },
      body: { ...record.data, rules: [{ ...own, attribute, ...cell }, ...others] },
      version: record.version,
    });
  });
  return (
    <section className="card stack">
      <div className="row apart">
        <h2>{nameOf(matrix.name) || record.id}</h2>
        <select
          aria-label={say('web.attribute')}
          style={{ width: 'auto' }}
          value={attribute}
          onChange={(event) => setChosen(event.target.value)}
        >
          {attributes.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </div>
      <Trouble error={save.error} />
      <div className="table-box">
        <table style={{ width: 'auto' }}>
          <thead>
            <tr>
              <th>{say('web.from-to')}</th>
              {shown.map((to) => (
                <th key={to}>{to}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((from) => (
              <tr key={from}>
                <th scope="row">{from}</th>
                {shown.map((to) => (
                  <td
                    key={to}
                    style={{ padding: 2, background: `color-mix(in srgb, var(--tight) ${(minutes(from, to) / most) * 55}%, transparent)` }}
                  >
                    {from === to ? null : (
                      <input
                        key={minutes(from, to)}
                        type="number"
                        min="0"
                        style={{ width: 72, border: 0, background: 'none', textAlign: 'right' }}
                        aria-label={`${from} → ${to}`}
                        defaultValue={number(minutes(from, to))}
                        disabled={!canEdit || !values.includes(from) || !values.includes(to)}
                        onBlur={(event) => {
                          const next = event.target.valueAsNumber;
                          if (Number.isFinite(next) && next !== minutes(from, to)) save.mutate({ from, to, minutes: next });
                        }}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small">{say('web.matrix-hint')}</p>
    </section>
  );
}
