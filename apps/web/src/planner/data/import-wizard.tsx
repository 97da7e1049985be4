import type { ImportPreview } from '@midstream/api';
import type { RecordKind } from '@midstream/factory';
import { fieldIn } from '@midstream/words/unloaded';
import { useRef, useState } from 'react';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Trouble, Waiting } from '../../ui/states.tsx';
import { FindingList } from './health.tsx';

/** Files in: dropped or chosen, shown as understood, columns mapped where they were not, then written all or nothing. */
export function ImportWizard({ onDone }: { readonly onDone: () => void }) {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const [isOver, setIsOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const upload = useChange(async (_, files: readonly File[]) => {
    const body = new FormData();
    for (const file of files) body.append('files', file, file.name);
    return await whenRead(workspace, await client.call('imports.create', { params: { workspace }, body }));
  });
  const [changed, setChanged] = useState<ImportPreview | undefined>(undefined);
  const preview = changed ?? upload.data;
  if (upload.isPending) return <Waiting />;
  if (preview !== undefined && preview.state === 'preview') {
    const again = (): void => {
      setChanged(undefined);
      upload.reset();
    };
    return <Preview preview={preview} onChange={setChanged} onDone={onDone} onAgain={again} />;
  }
  return (
    <section
      className="card empty"
      style={{ borderStyle: 'dashed', borderColor: isOver ? 'var(--accent)' : undefined }}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        upload.mutate([...event.dataTransfer.files]);
      }}
    >
      <Trouble error={upload.error} />
      <h2>{say('web.import-title')}</h2>
      <p>{say('web.import-hint')}</p>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept=".xlsx,.csv,.json,.txt"
        data-testid="import-file"
        onChange={(event) => {
          upload.mutate([...(event.target.files ?? [])]);
          // The same file, mended, can be chosen again.
          event.target.value = '';
        }}
      />
      <button type="button" className="button main" onClick={() => picker.current?.click()}>
        {say('web.choose-files')}
      </button>
    </section>
  );
}

const LOOK_AGAIN_MILLISECONDS = 1000;

/** Large files are still being read or written by a worker when the request is answered. */
async function whenRead(workspace: string, answer: ImportPreview): Promise<ImportPreview> {
  let now = answer;
  while (now.state === 'reading' || now.state === 'committing') {
    await new Promise((done) => setTimeout(done, LOOK_AGAIN_MILLISECONDS));
    now = await client.call('imports.get', { params: { workspace, id: now.id } });
  }
  return now;
}

function Preview({
  preview,
  onChange,
  onDone,
  onAgain,
}: {
  readonly preview: ImportPreview;
  readonly onChange: (preview: ImportPreview) => void;
  readonly onDone: () => void;
  readonly onAgain: () => void;
}) {
  const { say, number, language } = useSpeech();
  const workspace = useWorkspace();
  const params = { workspace, id: preview.id };
  const commit = useChange((_, mode: 'merge' | 'replace') =>
    client.call('imports.commit', { params, body: { mode } }).then((answer) => whenRead(workspace, answer)),
  );
  const map = useChange(
    (_, mapping: ImportPreview['mapping']) =>
      client.call('imports.update', { params, body: { mapping } }).then((answer) => whenRead(workspace, answer)),
    { inOrder: `import ${preview.id}` },
  );
  const errors = preview.findings.filter((finding) => finding.severity === 'error');
  const others = preview.findings.filter((finding) => finding.severity !== 'error');
  const effect = (mode: 'merge' | 'replace'): string => {
    const sum = Object.values(preview.effect[mode]).reduce(
      (all, each) => ({ added: all.added + each.added, changed: all.changed + each.changed, removed: all.removed + each.removed }),
      { added: 0, changed: 0, removed: 0 },
    );
    return say('web.import-effect', sum);
  };
  return (
    <>
      <Trouble error={commit.error ?? map.error} />
      <section className="card stack">
        <div className="row apart">
          <h2>{preview.files.map((file) => file.name).join(', ')}</h2>
          <div className="row">
            <button type="button" className="button quiet" onClick={onAgain}>
              {say('web.choose-other-files')}
            </button>
            {(['merge', 'replace'] as const).map((mode) => (
              <button
                key={mode}
                type="button"
                className={mode === 'merge' ? 'button main' : 'button'}
                title={effect(mode)}
                disabled={!(mode === 'replace' ? (preview.canReplace ?? preview.canCommit) : preview.canCommit) || commit.isPending}
                onClick={() => commit.mutate(mode, { onSuccess: onDone })}
              >
                {say(`web.import-${mode}`)}
              </button>
            ))}
          </div>
        </div>
        <p className="muted small">{`${say('web.import-merge')}: ${effect('merge')} ${say('web.import-replace')}: ${effect('replace')}`}</p>
        {preview.tables.map((table) => (
          <details key={`${table.file} ${table.sheet ?? ''}`} open={table.unknownColumns.length > 0}>
            <summary>
              <span className="strong">{table.sheet ?? table.file}</span>{' '}
              <span className="muted">
                {say('web.import-rows', {
                  read: number(table.rowsRead),
                  refused: number(table.rowsRefused),
                  kind: table.recognisedAs === undefined ? '?' : fieldIn(language, table.recognisedAs),
                })}
              </span>
            </summary>
            <Columns table={table} preview={preview} onMap={(mapping) => map.mutate(mapping, { onSuccess: onChange })} />
          </details>
        ))}
      </section>
      {preview.sampleHours.length === 0 ? null : <SampleHours preview={preview} />}
      <FindingList title={say('web.health-errors')} kind="late" findings={errors} />
      <FindingList title={say('web.health-warnings')} kind="tight" findings={others} />
    </>
  );
}

/** Header → field, with the choice for those that were not recognised. */
function Columns({
  table,
  preview,
  onMap,
}: {
  readonly table: ImportPreview['tables'][number];
  readonly preview: ImportPreview;
  readonly onMap: (mapping: ImportPreview['mapping']) => void;
}) {
  const { say, number, language } = useSpeech();
  const fieldName = (field: string): string => fieldIn(language, field, table.recognisedAs as RecordKind | undefined);
  const fields = preview.fields[table.recognisedAs ?? ''] ?? [];
  const key = table.sheet ?? table.file;
  // Nobody waits for one column to be mapped before choosing the next.
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const choose = (header: string, field: string): void => {
    setChosen({ ...chosen, [header]: field });
    onMap({ ...preview.mapping, [key]: { ...preview.mapping[key], ...chosen, [header]: field } });
  };
  return (
    <table>
      <tbody>
        {table.columns.map((column) => (
          <tr key={column.header}>
            <td>{column.header}</td>
            <td>→ {fieldName(column.field)}</td>
            <td className="muted">{column.confidence < 1 ? `${number(column.confidence * 100)} %` : ''}</td>
            <td className="muted">{column.unit ?? ''}</td>
          </tr>
        ))}
        {table.unknownColumns.map((header) => (
          <tr key={header}>
            <td>{header}</td>
            <td colSpan={3}>
              <select aria-label={header} value={chosen[header] ?? ''} onChange={(event) => choose(header, event.target.value)}>
                <option value="">{say('web.not-used')}</option>
                {fields.map((field) => (
                  <option key={field} value={field}>
                    {fieldName(field)}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Hours of a few orders as planning would count them: a wrong unit shows at once. */
function SampleHours({ preview }: { readonly preview: ImportPreview }) {
  const { say, number } = useSpeech();
  return (
    <section className="card stack">
      <h2>{say('web.sample-hours')}</h2>
      <p className="muted">{say('web.sample-hours-hint')}</p>
      {preview.sampleHours.map((sample) => (
        <p key={sample.order}>
          <span className="strong">{sample.order}</span> {sample.product} × {number(sample.quantity)} ={' '}
          <span className="strong">{number(sample.hours, 1)} h</span>{' '}
          <span className="muted">
            {sample.operations.map((each) => `${each.operation} ${each.machine} ${number(each.hours, 1)} h`).join(' · ')}
          </span>
        </p>
      ))}
    </section>
  );
}
