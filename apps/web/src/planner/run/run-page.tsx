import type { PlanHead, Run } from '@midstream/api';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Empty, Trouble } from '../../ui/states.tsx';
import { PlanHistory } from './plan-history.tsx';
import { Proposal } from './proposal.tsx';
import { RunLive } from './run-live.tsx';

const GOALS = ['on-time', 'lean-changeovers', 'low-cost', 'low-carbon', 'fast', 'calm'] as const;
const SECONDS = ['5', '10', '30', '60', '300'] as const;
/** Weeks that shifts, holidays and maintenance are laid out for; beyond them every hour counts as open. */
const WEEKS = ['', '4', '8', '13', '26', '52'] as const;

/** Plan: choose a goal, watch the search get better, look at what would change, publish. */
export default function RunPage() {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const mayRun = useMay('plans.run');
  const runs = useCall('runs.list', { params: { workspace }, query: { limit: 5 } });
  const proposals = useCall('plans.list', { params: { workspace }, query: { state: 'proposal', limit: 20 } });
  const published = useCall('plans.list', { params: { workspace }, query: { state: 'published', limit: 1 } });
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const running = runs.data?.items.find((run) => run.state === 'running' || run.state === 'waiting');
  const current = published.data?.items[0];
  const open: PlanHead | undefined = proposals.data?.items.find((plan) => plan.id === chosen) ?? proposals.data?.items[0];
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('web.page-run')}</h1>
        {current === undefined ? (
          <span className="badge tight">{say('web.nothing-published')}</span>
        ) : current.outdated ? (
          <span className="badge tight">{say('web.plan-outdated')}</span>
        ) : null}
      </div>
      <Trouble error={runs.error ?? proposals.error} />
      {mayRun ? (
        <StartRun isBusy={running !== undefined} hasPublished={current !== undefined} onStart={() => setChosen(undefined)} />
      ) : null}
      {running === undefined ? <LastRun run={runs.data?.items[0]} /> : <RunLive run={running} />}
      {open === undefined ? (
        <div className="card">
          <Empty title={say('web.no-proposal')}>
            <p>{say('web.no-proposal-hint')}</p>
          </Empty>
        </div>
      ) : (
        <Proposal key={open.id} head={open} published={current} others={proposals.data?.items ?? []} onChoose={setChosen} />
      )}
      <PlanHistory published={current} />
    </div>
  );
}

function StartRun({
  isBusy,
  hasPublished,
  onStart,
}: {
  readonly isBusy: boolean;
  readonly hasPublished: boolean;
  readonly onStart: () => void;
}) {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const [goal, setGoal] = useState<(typeof GOALS)[number]>('on-time');
  const [seconds, setSeconds] = useState<(typeof SECONDS)[number]>('10');
  const [weeks, setWeeks] = useState<(typeof WEEKS)[number]>('');
  const [kind, setKind] = useState<'plan' | 'replan'>('replan');
  const start = useChange(() =>
    client.call('runs.create', {
      params: { workspace },
      body: {
        kind: hasPublished ? kind : 'plan',
        objective: goal,
        seconds: Number(seconds),
        ...(weeks === '' ? {} : { horizonDays: 7 * Number(weeks) }),
      },
    }),
  );
  return (
    <form
      className="card row"
      style={{ alignItems: 'flex-end', gap: 16 }}
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate(undefined, { onSuccess: onStart });
      }}
    >
      <label className="field">
        <span>{say('web.goal')}</span>
        <select value={goal} onChange={(event) => setGoal(event.target.value as typeof goal)}>
          {GOALS.map((each) => (
            <option key={each} value={each}>
              {say(`web.goal-${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{say('web.search-time')}</span>
        <select value={seconds} onChange={(event) => setSeconds(event.target.value as typeof seconds)}>
          {SECONDS.map((each) => (
            <option key={each} value={each}>
              {say('web.seconds', { count: Number(each) })}
            </option>
          ))}
        </select>
      </label>
      <label className="field" title={say('web.horizon-hint')}>
        <span>{say('web.horizon')}</span>
        <select value={weeks} onChange={(event) => setWeeks(event.target.value as typeof weeks)}>
          {WEEKS.map((each) => (
            <option key={each} value={each}>
              {each === '' ? say('web.horizon-automatic') : say('web.weeks', { count: Number(each) })}
            </option>
          ))}
        </select>
      </label>
      {hasPublished ? (
        <div className="field">
          <span>{say('web.start-from')}</span>
          <Segments
            label={say('web.start-from')}
            value={kind}
            options={[
              { value: 'replan', text: say('web.from-published') },
              { value: 'plan', text: say('web.from-scratch') },
            ]}
            onChange={setKind}
          />
        </div>
      ) : null}
      <span className="grow" />
      <button type="submit" className="button main" disabled={isBusy || start.isPending}>
        {say('web.plan-now')}
      </button>
      <Trouble error={start.error} />
    </form>
  );
}

/** When the last search failed, its reason must not be lost with its picture. */
function LastRun({ run }: { readonly run: Run | undefined }) {
  if (run === undefined || run.state !== 'failed') return null;
  return <RunLive run={run} />;
}
