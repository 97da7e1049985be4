import type { RecordKind } from '@midstream/factory';
import { problemIn } from '@midstream/words/unloaded';
import { useEffect, useRef, useState } from 'react';
import { useSpeech } from '../../../i18n/language.tsx';
import { valueAt } from '../fixes/fix.ts';
import { cellText, type Column, columnName, columnText, type NestedList } from '../paste/columns.ts';
import './nested.css';
import { NestedPaste } from './nested-paste.tsx';
import { nestedTitle, ownerTitle } from './nested-titles.ts';
import { ownersOf, rowsOf, withCell, withRows } from './nested-rows.ts';

type Data = Readonly<Record<string, unknown>>;

/** A list inside an element as a table: cells are typed in, rows added, taken away and moved, and rows of a spreadsheet pasted. */
export function NestedTable({
  kind,
  list,
  data,
  canEdit,
  onChange,
  onCell,
}: {
  readonly kind: RecordKind;
  readonly list: NestedList;
  readonly data: Data;
  readonly canEdit: boolean;
  readonly onChange: (data: Data) => void;
  /** Told of every cell whether what is typed in it can be read. */
  readonly onCell: (cell: string, isRight: boolean) => void;
}) {
  const { say, language } = useSpeech();
  // Cells are known by their place: when rows move, what could not be read goes.
  const [moves, setMoves] = useState(0);
  const [pasting, setPasting] = useState<string | undefined>(undefined);
  const rows = rowsOf(data, list);
  const owners = ownersOf(data, list);
  const title = nestedTitle(language, kind, list);
  const change = (next: typeof rows): void => onChange(withRows(data, list, next));
  const columns = shownColumns(
    list,
    rows.map((row) => row.data),
    canEdit,
  );
  if (list.inner !== undefined && owners.length === 0) return null;
  return (
    <details className="nested" open={list.inner === undefined}>
      <summary>
        {title} <span className="muted">({rows.length})</span>
      </summary>
      <div
        className="table-box"
        tabIndex={0}
        role="region"
        aria-label={title}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text');
          // A word pasted into a cell is that cell's; rows are the table's.
          if (!canEdit || !/[\t\n]/.test(text)) return;
          event.preventDefault();
          setPasting(text);
        }}
      >
        <table>
          <thead>
            <tr>
              {list.inner === undefined ? null : <th>{ownerTitle(language, list)}</th>}
              {columns.map((column) => (
                <th key={column.path}>
                  {columnName(language, kind, column)}
                  {column.isRequired ? ' *' : ''}
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={`${moves} ${at}`}>
                {list.inner === undefined ? null : (
                  <td>
                    <select
                      aria-label={ownerTitle(language, list)}
                      value={row.of}
                      disabled={!canEdit}
                      onChange={(event) => change(rows.with(at, { ...row, of: event.target.value }))}
                    >
                      {owners.map((owner) => (
                        <option key={owner}>{owner}</option>
                      ))}
                    </select>
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.path}>
                    <Cell
                      name={`${list.field} ${list.inner ?? ''} ${at} ${column.path}`}
                      label={columnName(language, kind, column)}
                      column={column}
                      row={row.data}
                      disabled={!canEdit}
                      onChange={(next) => change(rows.with(at, { ...row, data: next }))}
                      onCell={onCell}
                    />
                  </td>
                ))}
                <td className="right">
                  {canEdit ? (
                    <>
                      {at > 0 && rows[at - 1]?.of === row.of ? (
                        <button
                          type="button"
                          className="button quiet"
                          aria-label={say('web.row-up')}
                          title={say('web.row-up')}
                          onClick={() => {
                            setMoves(moves + 1);
                            change(rows.with(at, rows[at - 1] ?? row).with(at - 1, row));
                          }}
                        >
                          ↑
                        </button>
                      ) : null}
                      <button
                        type="button"
                        className="button quiet"
                        aria-label={say('web.delete')}
                        title={say('web.delete')}
                        onClick={() => {
                          setMoves(moves + 1);
                          change(rows.filter((_, i) => i !== at));
                        }}
                      >
                        ×
                      </button>
                    </>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {canEdit ? (
        <div className="row">
          <button type="button" className="button" onClick={() => change([...rows, { of: rows.at(-1)?.of ?? owners[0] ?? '', data: {} }])}>
            {say('web.add-row')}
          </button>
          <button type="button" className="button" onClick={() => setPasting('')}>
            {say('web.paste')}
          </button>
        </div>
      ) : null}
      {pasting === undefined ? null : (
        <NestedPaste kind={kind} list={list} data={data} text={pasting} onChange={onChange} onClose={() => setPasting(undefined)} />
      )}
    </details>
  );
}

/** Where nothing is edited, columns that hold nothing are left out. */
const shownColumns = (list: NestedList, rows: readonly Data[], canEdit: boolean): readonly Column[] =>
  list.columns.filter((column) => canEdit || rows.some((row) => valueAt(row, column.path.split('.')) !== undefined));

function Cell({
  name,
  label,
  column,
  row,
  disabled,
  onChange,
  onCell,
}: {
  readonly name: string;
  readonly label: string;
  readonly column: Column;
  readonly row: Data;
  readonly disabled: boolean;
  readonly onChange: (row: Data) => void;
  readonly onCell: (cell: string, isRight: boolean) => void;
}) {
  const { language } = useSpeech();
  // What is being typed stays as typed until one leaves the cell, and what cannot be read until it is put right; the row follows.
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const value = valueAt(row, column.path.split('.'));
  const options = column.kind === 'choice' ? column.choices : column.kind === 'yes-no' ? ['true', 'false'] : undefined;
  const set = (cell: string): void => {
    setTyped(cell);
    const next = withCell(row, column, cell, language);
    onCell(name, 'row' in next);
    if ('row' in next) onChange(next.row);
  };
  const wrong = typed === undefined ? undefined : withCell(row, column, typed, language);
  const problem = wrong !== undefined && 'problem' in wrong ? problemIn(language, wrong.problem) : undefined;
  const left = useRef(onCell);
  left.current = onCell;
  useEffect(() => () => left.current(name, true), [name]);
  if (options !== undefined)
    return (
      <select
        aria-label={label}
        value={value === undefined ? '' : String(value as string)}
        disabled={disabled}
        onChange={(event) => set(event.target.value)}
      >
        <option value="" />
        {options.map((option) => (
          <option key={option} value={option}>
            {cellText(option, language)}
          </option>
        ))}
      </select>
    );
  return (
    <>
      <input
        className={column.kind === 'number' ? 'right' : ''}
        aria-label={label}
        value={typed ?? columnText(value, column, language)}
        disabled={disabled}
        aria-invalid={problem !== undefined}
        title={problem}
        inputMode={column.kind === 'number' ? 'decimal' : undefined}
        onChange={(event) => set(event.target.value)}
        onBlur={() => {
          if (problem === undefined) setTyped(undefined);
        }}
      />
      {problem === undefined ? null : <small className="late">{problem}</small>}
    </>
  );
}
