import type { Run } from '@midstream/api';
import { sentenceOf } from '@midstream/words/unloaded';
import { client } from '../../data/client.ts';
import { useRunEvent } from '../../data/live.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useEffect, useRef, useState } from 'react';

type Point = readonly [number, number, number];

/** A search under way: how good its best plan is, how good any could be, and a way to stop it. */
export function RunLive({ run }: { readonly run: Run }) {
  const { say, number, language } = useSpeech();
  const workspace = useWorkspace();
  const mayRun = useMay('plans.run');
  const event = useRunEvent(run.id);
  const stop = useChange(() => client.call('runs.stop', { params: { workspace, id: run.id } }));
  const progress = event?.progress ?? run.progress;
  const points = usePoints(run, progress);
  const state = event?.state ?? run.state;
  const isOver = state !== 'running' && state !== 'waiting';
  return (
    <section className="card stack" aria-busy={!isOver}>
      <div className="row apart">
        <h2>{say(`web.run-${state}`)}</h2>
        {!isOver && mayRun ? (
          <button type="button" className="button" onClick={() => stop.mutate(undefined)} disabled={stop.isPending}>
            {say('web.stop-here')}
          </button>
        ) : null}
      </div>
      {isOver ? null : (
        <div className="bar" role="progressbar" aria-valuemin={0} aria-valuemax={run.secondsWanted} aria-valuenow={progress?.seconds ?? 0}>
          <span style={{ width: `${Math.min(100, ((progress?.seconds ?? 0) / run.secondsWanted) * 100)}%` }} />
        </div>
      )}
      {progress === undefined ? (
        <p className="muted">{say('web.run-first')}</p>
      ) : (
        <div className="row" style={{ gap: 28 }} aria-live="polite">
          <Figure name={say('web.run-value')} value={number(progress.value)} />
          <Figure name={say('web.run-bound')} value={number(progress.bound)} />
          <Figure name={say('web.run-gap')} value={`${number(progress.gapPercent, 1)} %`} />
          <Figure name={say('web.run-seconds')} value={number(progress.seconds, 1)} />
          <Trace points={points} />
        </div>
      )}
      {run.findings.slice(0, 8).map((finding, i) => (
        <p key={i} className={finding.severity === 'error' ? 'late' : 'muted'}>
          {sentenceOf(finding, language)}
        </p>
      ))}
    </section>
  );
}

/** Every improvement seen, the server's and those that came live. */
function usePoints(run: Run, progress: Run['progress']): readonly Point[] {
  const seen = useRef<Point[]>([...run.trace]);
  const [points, setPoints] = useState<readonly Point[]>(run.trace);
  useEffect(() => {
    if (progress === undefined || (seen.current.at(-1)?.[0] ?? -1) >= progress.seconds) return;
    seen.current.push([progress.seconds, progress.value, progress.bound]);
    setPoints([...seen.current]);
  }, [progress]);
  return points;
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <div className="muted small">{name}</div>
      <div className="strong" style={{ fontSize: 20 }}>
        {value}
      </div>
    </div>
  );
}

const WIDTH = 360;
const HEIGHT = 72;

/** The value falling over time towards the bound. */
function Trace({ points }: { readonly points: readonly Point[] }) {
  const { say } = useSpeech();
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return null;
  const most = Math.max(...points.map(([, value]) => value));
  const least = Math.min(...points.map(([, , bound]) => bound), ...points.map(([, value]) => value));
  const x = (seconds: number): number => (seconds / Math.max(last[0], 0.1)) * WIDTH;
  const y = (value: number): number => 4 + (1 - (value - least) / Math.max(most - least, 1)) * (HEIGHT - 8);
  const line = points
    .map(([seconds, value], i) => `${i === 0 ? 'M' : `H${x(seconds)}V`}${i === 0 ? `${x(seconds)} ` : ''}${y(value)}`)
    .join('');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={say('web.run-trace')}>
      <line x1={0} x2={WIDTH} y1={y(last[2])} y2={y(last[2])} stroke="var(--good)" strokeDasharray="4 3" />
      <path d={line} fill="none" stroke="var(--accent)" strokeWidth="2" />
    </svg>
  );
}
