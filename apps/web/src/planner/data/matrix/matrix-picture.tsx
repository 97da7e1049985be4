import type { FactoryRecord } from '@midstream/api';
import type { ChangeoverMatrix } from '@midstream/factory';
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useWorkspace } from '../../../data/session.tsx';
import { useCall } from '../../../data/use-call.ts';
import { useSpeech } from '../../../i18n/language.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { TypedCell } from '../../../ui/typed-cell.tsx';
import { Unstored } from '../../../ui/unstored.tsx';
import { cellsOf, numberOf } from '../paste/cells.ts';
import { useRecordStrokes } from '../use-record-strokes.ts';
import { ANY, attributesOf, type CellChange, type Figure, figureAt, isOwn, readBlock, valuesOf, withCells } from './matrix-cells.ts';

const FIGURES = ['minutes', 'cost', 'scrapUnits'] as const satisfies readonly Figure[];

/** A changeover matrix as a heat map, from the side to above: cells are changed where they stand, or pasted as a block. */
export function MatrixPicture({ record, canEdit }: { readonly record: FactoryRecord; readonly canEdit: boolean }) {
  const { say, nameOf } = useSpeech();
  const edits = useRecordStrokes<ChangeoverMatrix>('changeovers', record);
  const matrix = edits.data;
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [figure, setFigure] = useState<Figure>('minutes');
  const [added, setAdded] = useState<readonly string[]>([]);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const products = useProductAttributes();
  const attributes = [...new Set([...attributesOf(matrix), ...products.keys()])];
  const attribute = chosen ?? attributes[0] ?? '';
  const values = valuesOf(matrix, attribute, [...(products.get(attribute) ?? []), ...added]);
  const change = (changes: readonly CellChange[]): void => {
    setWrong(undefined);
    if (changes.length > 0) edits.change(withCells(matrix, attribute, figure, changes));
  };
  const onPaste = (text: string, from: string, to: string): boolean => {
    const cells = cellsOf(text);
    if (cells.length < 2 && (cells[0]?.length ?? 0) < 2) return false;
    const read = readBlock(cells, values, { from, to });
    if ('changes' in read) change(read.changes);
    else setWrong(say('web.paste-no-number', { row: read.row, column: read.column, value: read.value }));
    return true;
  };
  return (
    <section className="card stack" aria-label={nameOf(matrix.name) || record.id}>
      <div className="row">
        <h2>{nameOf(matrix.name) || record.id}</h2>
        <span className="grow" />
        {edits.undo === undefined ? null : (
          <button type="button" className="button" onClick={edits.undo}>
            <Icon name="undo" /> {say('web.undo')}
          </button>
        )}
        <Segments
          label={say('web.figure')}
          value={figure}
          options={FIGURES.map((value) => ({ value, text: say(`web.matrix-${value}`) }))}
          onChange={setFigure}
        />
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
        {canEdit ? <AddValue onAdd={(value) => setAdded([...added, value])} /> : null}
      </div>
      <Unstored edits={edits} />
      {wrong === undefined ? null : (
        <div className="notice late" role="alert">
          {wrong}
        </div>
      )}
      <Heat
        matrix={matrix}
        attribute={attribute}
        figure={figure}
        values={values}
        canEdit={canEdit && attribute !== ''}
        onChange={change}
        onPaste={onPaste}
      />
      <p className="muted small">{say('web.matrix-hint')}</p>
    </section>
  );
}

/** Attributes of products and the values they take: what a matrix may speak of. */
function useProductAttributes(): ReadonlyMap<string, ReadonlySet<string>> {
  const workspace = useWorkspace();
  const products = useCall('records.list', { params: { workspace, kind: 'products' }, query: { limit: 1000 } });
  const known = new Map<string, Set<string>>();
  for (const product of products.data?.items ?? []) {
    for (const [attribute, value] of Object.entries((product.data['attributes'] ?? {}) as Readonly<Record<string, string>>))
      known.set(attribute, (known.get(attribute) ?? new Set()).add(value));
  }
  return known;
}

function AddValue({ onAdd }: { readonly onAdd: (value: string) => void }) {
  const { say } = useSpeech();
  const [value, setValue] = useState('');
  return (
    <form
      className="row"
      style={{ gap: 4 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== '') onAdd(value.trim());
        setValue('');
      }}
    >
      <input
        style={{ width: 120 }}
        placeholder={say('web.matrix-value')}
        aria-label={say('web.matrix-value')}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <button type="submit" className="button">
        {say('web.add')}
      </button>
    </form>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
};

function Heat({
  matrix,
  attribute,
  figure,
  values,
  canEdit,
  onChange,
  onPaste,
}: {
  readonly matrix: ChangeoverMatrix;
  readonly attribute: string;
  readonly figure: Figure;
  readonly values: readonly string[];
  readonly canEdit: boolean;
  readonly onChange: (changes: readonly CellChange[]) => void;
  readonly onPaste: (text: string, from: string, to: string) => boolean;
}) {
  const { say } = useSpeech();
  const table = useRef<HTMLTableElement>(null);
  const shown = [...values, ANY];
  const nameOf = (value: string): string => (value === ANY ? say('web.any-other') : value);
  const isBlank = (from: string, to: string): boolean => from === to && from !== ANY;
  const at = (from: string, to: string): number => (isBlank(from, to) ? 0 : figureAt(matrix, attribute, from, to, figure));
  const most = Math.max(1, ...shown.flatMap((from) => shown.map((to) => at(from, to))));
  const onKey = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number): void => {
    const step = STEPS[event.key];
    const box = event.currentTarget;
    // Inside a number the arrows move the cursor, at its ends the cell.
    const isInside =
      (event.key === 'ArrowLeft' && box.selectionStart !== 0) || (event.key === 'ArrowRight' && box.selectionEnd !== box.value.length);
    if (step === undefined || isInside) return;
    event.preventDefault();
    const next = table.current?.querySelector<HTMLInputElement>(`[data-at="${row + step[0]} ${column + step[1]}"]`);
    next?.focus();
    next?.select();
  };
  return (
    <div className="table-box">
      <table ref={table} className="heat">
        <thead>
          <tr>
            <th>{say('web.from-to')}</th>
            {shown.map((to) => (
              <th key={to} scope="col" className="right">
                {nameOf(to)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((from, row) => (
            <tr key={from}>
              <th scope="row">{nameOf(from)}</th>
              {shown.map((to, column) => (
                <td key={to} style={{ background: `color-mix(in srgb, var(--tight) ${(at(from, to) / most) * 55}%, transparent)` }}>
                  {isBlank(from, to) ? null : (
                    <TypedCell
                      data-at={`${row} ${column}`}
                      inputMode="decimal"
                      className={isOwn(matrix, attribute, from, to) ? 'strong' : 'muted'}
                      aria-label={`${nameOf(from)} → ${nameOf(to)}`}
                      stored={String(at(from, to))}
                      disabled={!canEdit}
                      onFocus={(event) => event.currentTarget.select()}
                      onKeyDown={(event) => onKey(event, row, column)}
                      onPaste={(event: ClipboardEvent) => {
                        if (onPaste(event.clipboardData.getData('text'), from, to)) event.preventDefault();
                      }}
                      onTyped={(text) => {
                        const value = numberOf(text);
                        if (value === undefined || value < 0) return false;
                        if (value !== at(from, to)) onChange([{ from, to, value }]);
                        return true;
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
  );
}
