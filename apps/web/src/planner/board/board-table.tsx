import { durationIn, zonedTimeIn } from '@midstream/words/unloaded';
import { useMemo, useState } from 'react';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { BoardData } from './board-data.ts';

const PAGE = 300;

/** The board in words: every operation by machine and time, for whoever would rather read, or has it read out. */
export function BoardTable({
  data,
  isMeant,
  onSelect,
}: {
  readonly data: BoardData;
  readonly isMeant: (order: number) => boolean;
  readonly onSelect: (operation: number) => void;
}) {
  const { say, language, number } = useSpeech();
  const names = useNames();
  const [shown, setShown] = useState(PAGE);
  const sorted = useMemo(
    () =>
      data.operations
        .map((_, i) => i)
        .filter((i) => isMeant(data.order[i] ?? 0))
        .sort(
          (a, b) =>
            (data.operations[a]?.machine ?? '').localeCompare(data.operations[b]?.machine ?? '') ||
            (data.start[a] ?? 0) - (data.start[b] ?? 0),
        ),
    [data, isMeant],
  );
  return (
    <div className="table-box grow">
      <table>
        <thead>
          <tr>
            {['machine', 'order', 'operation', 'product', 'quantity', 'start', 'end', 'setup'].map((key) => (
              <th key={key} className={key === 'quantity' ? 'right' : ''}>
                {say(`web.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, shown).map((i) => {
            const each = data.operations[i];
            if (each === undefined) return null;
            return (
              <tr key={each.id}>
                <td>{names.machine(each.machine)}</td>
                <td>
                  <button type="button" className="button quiet" onClick={() => onSelect(i)}>
                    {each.order}
                  </button>
                </td>
                <td>{names.operation(each.operation, each.product)}</td>
                <td>{names.of('products', each.product)}</td>
                <td className="right">{number(each.quantity)}</td>
                <td>{zonedTimeIn(language, each.start)}</td>
                <td>{zonedTimeIn(language, each.end)}</td>
                <td>{each.setupMinutes === 0 ? '' : durationIn(language, each.setupMinutes)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown < sorted.length ? (
        <button type="button" className="button" style={{ margin: 12 }} onClick={() => setShown(shown * 2)}>
          {say('web.more')}
        </button>
      ) : null}
    </div>
  );
}
