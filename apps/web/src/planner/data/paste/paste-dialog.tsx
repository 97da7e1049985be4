import type { RecordKind } from '@midstream/factory';
import { fieldIn, problemIn, sentenceOf } from '@midstream/words/unloaded';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { client } from '../../../data/client.ts';
import { useWorkspace } from '../../../data/session.tsx';
import { useChange } from '../../../data/use-call.ts';
import { versionsOf, writeRecords } from '../../../data/write-records.ts';
import { useSpeech } from '../../../i18n/language.tsx';
import { useAllWords } from '../../../i18n/use-all-words.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Trouble, Waiting } from '../../../ui/states.tsx';
import { type Column, columnName, columnsOf } from './columns.ts';
import { PastedCounts } from './pasted-counts.tsx';
import { emptyLists, type Pasted, readPasted } from './pasted-rows.ts';

/** Rows from a spreadsheet: pasted, shown with what they would change, then written all or none. */
export function PasteDialog({
  kind,
  text: first,
  columns = columnsOf(kind),
  onClose,
}: {
  readonly kind: RecordKind;
  readonly text: string;
  /** As the table on the screen has them: what cells without headers are. */
  readonly columns?: readonly Column[];
  readonly onClose: () => void;
}) {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const [text, setText] = useState(first);
  const hasWords = useAllWords();
  const base = useQuery({
    queryKey: ['paste', workspace, kind],
    gcTime: 0,
    // Versions before contents: what is changed by somebody in between is refused rather than overwritten.
    queryFn: async () => {
      const versions = await versionsOf(workspace, kind);
      return { versions, draft: await client.call('factory.get', { params: { workspace } }) };
    },
  });
  const pasted = useMemo(
    () =>
      base.data === undefined || !hasWords || text.trim() === '' ? undefined : readPasted(text, kind, base.data.draft, language, columns),
    [base.data, hasWords, text, kind, language, columns],
  );
  const effective = pasted?.rows.filter((row) => row.effect !== 'same') ?? [];
  const write = useChange(() =>
    writeRecords(
      workspace,
      kind,
      effective.map(({ id, data }) => ({ id, data: { ...emptyLists(kind), ...data } })),
      base.data?.versions,
    ),
  );
  return (
    <Dialog title={say('web.paste-title', { kind: fieldIn(language, kind) })} isWide isBusy={write.isPending} onClose={onClose}>
      <label className="field">
        <span>{say('web.paste-here')}</span>
        <textarea
          rows={pasted === undefined ? 8 : 4}
          spellCheck={false}
          style={{ whiteSpace: 'pre', overflow: 'auto' }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <small>{columns.map((column) => columnName(language, kind, column)).join(' · ')}</small>
      </label>
      <Trouble error={base.error ?? write.error} />
      {base.isPending || !hasWords ? <Waiting /> : null}
      {pasted === undefined ? null : <Effect pasted={pasted} kind={kind} />}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <button type="button" className="button" onClick={onClose}>
          {say('web.cancel')}
        </button>
        <button
          type="button"
          className="button main"
          disabled={effective.length === 0 || (pasted?.problems.length ?? 1) > 0 || hasBadShape(pasted) || write.isPending}
          onClick={() =>
            // Refused because somebody else was faster: what the rows change is shown against what is there now.
            write.mutate(undefined, { onSuccess: onClose, onError: () => void base.refetch() })
          }
        >
          {say('web.paste-write', { count: effective.length })}
        </button>
      </div>
    </Dialog>
  );
}

/** What the server would refuse anyway. */
function hasBadShape(pasted: Pasted | undefined): boolean {
  return pasted?.findings.some((finding) => finding.code === 'factory.bad-shape') ?? false;
}

const MOST = 200;

/** What is wrong, by row, column and value; else what each row would change. */
function Effect({ pasted, kind }: { readonly pasted: Pasted; readonly kind: RecordKind }) {
  const { language } = useSpeech();
  return (
    <>
      <PastedCounts pasted={pasted} />
      {pasted.findings.length === 0 ? null : (
        <div className="notice tight">
          {pasted.findings.slice(0, 8).map((finding, i) => (
            <p key={i}>{sentenceOf(finding, language)}</p>
          ))}
        </div>
      )}
      {pasted.problems.length > 0 ? <Problems pasted={pasted} kind={kind} /> : <Changes pasted={pasted} kind={kind} />}
    </>
  );
}

function Problems({ pasted, kind }: { readonly pasted: Pasted; readonly kind: RecordKind }) {
  const { say, language } = useSpeech();
  return (
    <div className="table-box preview">
      <table>
        <thead>
          <tr>
            <th className="right">{say('web.paste-row')}</th>
            <th>{say('web.paste-column')}</th>
            <th>{say('web.paste-value')}</th>
            <th>{say('web.paste-problem')}</th>
          </tr>
        </thead>
        <tbody>
          {pasted.problems.slice(0, MOST).map((problem, i) => (
            <tr key={i}>
              <td className="right">{problem.row}</td>
              <td>{problem.column === undefined ? '' : columnName(language, kind, problem.column)}</td>
              <td className="strong">{problem.value}</td>
              <td className="late">{problemIn(language, problem.problem)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Changes({ pasted, kind }: { readonly pasted: Pasted; readonly kind: RecordKind }) {
  const { say, language } = useSpeech();
  const rows = pasted.rows.filter((row) => row.effect !== 'same');
  if (rows.length === 0) return null;
  return (
    <div className="table-box preview">
      <table>
        <thead>
          <tr>
            <th className="right">{say('web.paste-row')}</th>
            <th>{fieldIn(language, 'id', kind)}</th>
            <th>{say('web.changes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map((row) => (
            <tr key={row.id}>
              <td className="right">{row.row}</td>
              <td>
                <span className="strong">{row.id}</span>{' '}
                {row.effect === 'new' ? <span className="badge good">{say('web.paste-is-new')}</span> : null}
              </td>
              <td className="wrap">
                {row.changes
                  .filter(({ column }) => row.effect === 'changed' || column.path !== 'id')
                  .map(({ column, before, after }) => (
                    <span key={column.path} className="change">
                      <span className="muted">{columnName(language, kind, column)}</span> {before === '' ? null : <del>{before}</del>}{' '}
                      <ins>{after}</ins>
                    </span>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST ? <p className="muted">{say('web.and-more', { count: rows.length - MOST })}</p> : null}
    </div>
  );
}
