import type { Finding } from '@midstream/units';
import type { FactoryDraft } from '@midstream/factory';
import { routeUrl } from '@midstream/api';
import { messageIn, placeIn, sentenceOf } from '@midstream/words/unloaded';
import { type ReactNode, useState } from 'react';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Trouble, Waiting } from '../../ui/states.tsx';
import { elementAt } from './fixes/fix.ts';
import { FixButton } from './fixes/fix-button.tsx';
import { fixFor } from './fixes/fix-for.ts';
import { useFixes } from './fixes/use-fixes.ts';
import type { OpenRecord } from './open-record.tsx';
import { OpenedRecord } from './open-record.tsx';

/** What stops planning, what looks wrong, and what was assumed because nothing was said; each with its way out. */
export function Health({ onImport }: { readonly onImport: (() => void) | undefined }) {
  const { say, number, language } = useSpeech();
  const workspace = useWorkspace();
  const mayWrite = useMay('factory.write');
  const health = useCall('factory.health', { params: { workspace } });
  const document = useCall('factory.get', { params: { workspace } });
  const fixes = useFixes();
  const [open, setOpen] = useState<OpenRecord | undefined>(undefined);
  if (health.isPending) return <Waiting />;
  if (health.data === undefined) return <Trouble error={health.error} />;
  const { canPlan, errors, warnings, assumed, counts } = health.data;
  const draft: FactoryDraft | undefined = mayWrite ? document.data : undefined;
  const wayOut = (finding: Finding): ReactNode => {
    if (draft === undefined) return null;
    const fix = fixFor(finding, draft);
    const at = elementAt(finding, draft);
    return (
      <>
        {fix === undefined ? null : (
          <FixButton
            key={JSON.stringify(finding.params)}
            fix={fix}
            isBusy={fixes.isBusy}
            onApply={(answer, label) => fixes.apply({ fix, answer, label })}
          />
        )}
        {at === undefined ? null : (
          <button type="button" className="button quiet" onClick={() => setOpen({ kind: at.kind, id: at.id })}>
            {say('web.open-record', { id: at.id })}
          </button>
        )}
      </>
    );
  };
  return (
    <>
      <div className="row">
        <span className={canPlan ? 'badge good' : 'badge late'}>{say(canPlan ? 'web.can-plan' : 'web.cannot-plan')}</span>
        <span className="grow" />
        <a className="button" href={routeUrl('factory.export', { params: { workspace }, query: { format: 'xlsx', language } })} download>
          {say('web.export-workbook')}
        </a>
        {onImport === undefined ? null : (
          <button type="button" className="button main" onClick={onImport}>
            {say('web.data-import')}
          </button>
        )}
      </div>
      <dl className="counts">
        {Object.entries(counts).map(([kind, count]) => (
          <div key={kind}>
            <dt>{say(`web.kind-${kind}`)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      <Trouble error={fixes.error ?? document.error} />
      {fixes.last === undefined ? null : (
        <div className="notice row" role="status">
          <span className="grow">{say('web.fix-done', { what: fixes.last })}</span>
          <button type="button" className="button" disabled={fixes.isBusy} onClick={fixes.undo}>
            <Icon name="undo" /> {say('web.undo')}
          </button>
        </div>
      )}
      {errors.length + warnings.length + assumed.length === 0 ? <p className="card muted">{say('web.health-sound')}</p> : null}
      <Findings title={say('web.health-errors')} kind="late" findings={errors} wayOut={wayOut} />
      <Findings title={say('web.health-warnings')} kind="tight" findings={warnings} wayOut={wayOut} />
      <Findings title={say('web.health-assumed')} kind="" findings={assumed} wayOut={wayOut} />
      {open === undefined ? null : <OpenedRecord record={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

const MOST = 100;

interface Listed {
  readonly title: string;
  readonly kind: string;
  readonly findings: readonly Finding[];
}

/** Findings of one severity, each with what can be done about it. */
function Findings({ title, kind, findings, wayOut }: Listed & { readonly wayOut: (finding: Finding) => ReactNode }) {
  const { language, say } = useSpeech();
  const [most, setMost] = useState(MOST);
  if (findings.length === 0) return null;
  return (
    <section className="card flush">
      <h2 className="card-head">
        {title} <span className={`badge ${kind}`}>{findings.length}</span>
      </h2>
      <ul className="findings">
        {withKeys(findings.slice(0, most)).map(({ key, finding }) => (
          // By what it says, not by its place: when another one is mended, what was typed here stays.
          <li key={key}>
            <div>
              <p>{messageIn(language, finding)}</p>
              {finding.at === undefined ? null : <p className="muted small">{placeIn(language, finding.at)}</p>}
            </div>
            <div className="row">{wayOut(finding)}</div>
          </li>
        ))}
      </ul>
      {findings.length > most ? (
        <button type="button" className="button quiet" onClick={() => setMost(most * 2)}>
          {say('web.and-more', { count: findings.length - most })}
        </button>
      ) : null}
    </section>
  );
}

/** Each finding with what tells it from all others. */
function withKeys(findings: readonly Finding[]): readonly { readonly key: string; readonly finding: Finding }[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const said = `${finding.code} ${JSON.stringify(finding.params)} ${finding.at?.path ?? ''}`;
    const before = seen.get(said) ?? 0;
    seen.set(said, before + 1);
    return { key: `${said} ${before}`, finding };
  });
}

/** Findings of one kind, each a sentence with its place. */
export function FindingList({ title, kind, findings }: Listed) {
  const { language, say } = useSpeech();
  if (findings.length === 0) return null;
  return (
    <section className="card stack">
      <h2>
        {title} <span className={`badge ${kind}`}>{findings.length}</span>
      </h2>
      <ul style={{ margin: 0, paddingLeft: 20, maxHeight: 320, overflow: 'auto' }}>
        {findings.slice(0, MOST).map((finding, i) => (
          <li key={i}>{sentenceOf(finding, language)}</li>
        ))}
      </ul>
      {findings.length > MOST ? <p className="muted">{say('web.and-more', { count: findings.length - MOST })}</p> : null}
    </section>
  );
}
