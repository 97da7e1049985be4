import type { RecordKind } from '@midstream/factory';
import { LANGUAGES, problemIn } from '@midstream/words/unloaded';
import { useMemo, useState } from 'react';
import { useSpeech } from '../../../i18n/language.tsx';
import { useAllWords } from '../../../i18n/use-all-words.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { valueAt } from '../fixes/fix.ts';
import { columnName, columnText, type NestedList } from '../paste/columns.ts';
import { PastedCounts } from '../paste/pasted-counts.tsx';
import { afterPaste, type PastedNested, readNested } from './nested-rows.ts';
import { nestedTitle, ownerTitle } from './nested-titles.ts';

type Data = Readonly<Record<string, unknown>>;

/** Rows of a spreadsheet for a list inside an element: shown with what they change, taken over into the record, which is then saved. */
export function NestedPaste({
  kind,
  list,
  data,
  text: first,
  onChange,
  onClose,
}: {
  readonly kind: RecordKind;
  readonly list: NestedList;
  readonly data: Data;
  readonly text: string;
  readonly onChange: (data: Data) => void;
  readonly onClose: () => void;
}) {
  const { say, language } = useSpeech();
  const [text, setText] = useState(first);
  const hasWords = useAllWords();
  const [isWhole, setIsWhole] = useState(false);
  const pasted = useMemo(() => {
    if (!hasWords) return undefined;
    const owners = LANGUAGES.map((each) => ownerTitle(each, list));
    return text.trim() === '' ? undefined : readNested(text, kind, list, data, language, owners);
  }, [hasWords, text, kind, list, data, language]);
  const columns = [
    ...(list.inner === undefined ? [] : [ownerTitle(language, list)]),
    ...list.columns.map((each) => columnName(language, kind, each)),
  ];
  return (
    <Dialog title={say('web.paste-title', { kind: nestedTitle(language, kind, list) })} isWide onClose={onClose}>
      <label className="field">
        <span>{say('web.paste-here')}</span>
        <textarea
          rows={pasted === undefined ? 8 : 4}
          spellCheck={false}
          style={{ whiteSpace: 'pre', overflow: 'auto' }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <small>{columns.join(' · ')}</small>
      </label>
      {pasted === undefined ? null : <Preview kind={kind} list={list} pasted={pasted} />}
      <label className="row small">
        <input type="checkbox" checked={isWhole} onChange={(event) => setIsWhole(event.target.checked)} />
        {say('web.paste-whole')}
      </label>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <button type="button" className="button" onClick={onClose}>
          {say('web.cancel')}
        </button>
        <button
          type="button"
          className="button main"
          disabled={pasted === undefined || pasted.rows.length === 0 || pasted.problems.length > 0}
          onClick={() => {
            if (pasted !== undefined) onChange(afterPaste(data, list, pasted, isWhole));
            onClose();
          }}
        >
          {say('web.paste-take', { count: pasted?.rows.length ?? 0 })}
        </button>
      </div>
    </Dialog>
  );
}

/** What is wrong, by row, column and value; else the rows as they will stand. */
function Preview({ kind, list, pasted }: { readonly kind: RecordKind; readonly list: NestedList; readonly pasted: PastedNested }) {
  const { say, language } = useSpeech();
  const columns = list.columns.filter((column) => pasted.rows.some((row) => valueAt(row.data, column.path.split('.')) !== undefined));
  return (
    <>
      <PastedCounts pasted={pasted} />
      {pasted.problems.map(({ row, column, value, problem }, i) => (
        <p key={i} className="late small">
          {`${say('web.paste-row')} ${row} · ${column === undefined ? ownerTitle(language, list) : columnName(language, kind, column)} · ${value} ${problemIn(language, problem)}`}
        </p>
      ))}
      <div className="table-box preview" tabIndex={0} role="region" aria-label={nestedTitle(language, kind, list)}>
        <table>
          <thead>
            <tr>
              <th className="right">{say('web.paste-row')}</th>
              {list.inner === undefined ? null : <th>{ownerTitle(language, list)}</th>}
              {columns.map((column) => (
                <th key={column.path}>{columnName(language, kind, column)}</th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {pasted.rows.map((row) => (
              <tr key={row.row}>
                <td className="right">{row.row}</td>
                {list.inner === undefined ? null : <td>{row.of}</td>}
                {columns.map((column) => (
                  <td key={column.path}>{columnText(valueAt(row.data, column.path.split('.')), column, language)}</td>
                ))}
                <td>{row.effect === 'new' ? <span className="badge good">{say('web.paste-is-new')}</span> : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
