import type { Finding } from '@midstream/units';
import { routeUrl } from '@midstream/api';
import { sentenceOf } from '@midstream/words';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Trouble, Waiting } from '../../ui/states.tsx';

/** What stops planning, what looks wrong, and what was assumed because nothing was said. */
export function Health({ onImport }: { readonly onImport: (() => void) | undefined }) {
  const { say, number, language } = useSpeech();
  const workspace = useWorkspace();
  const health = useCall('factory.health', { params: { workspace } });
  if (health.isPending) return <Waiting />;
  if (health.data === undefined) return <Trouble error={health.error} />;
  const { canPlan, errors, warnings, assumed, counts } = health.data;
  return (
    <>
      <div className="row">
        <span className={canPlan ? 'badge good' : 'badge late'}>{say(canPlan ? 'web.can-plan' : 'web.cannot-plan')}</span>
        {Object.entries(counts).map(([kind, count]) => (
          <span key={kind} className="muted small">
            {`${say(`web.kind-${kind}`)} ${number(count)}`}
          </span>
        ))}
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
      <FindingList title={say('web.health-errors')} kind="late" findings={errors} />
      <FindingList title={say('web.health-warnings')} kind="tight" findings={warnings} />
      <FindingList title={say('web.health-assumed')} kind="" findings={assumed} />
    </>
  );
}

const MOST = 100;

/** Findings of one kind, each a sentence with its place. */
export function FindingList({
  title,
  kind,
  findings,
}: {
  readonly title: string;
  readonly kind: string;
  readonly findings: readonly Finding[];
}) {
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
