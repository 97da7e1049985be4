import type { Scenario } from '@midstream/api';
import { carbonIn, hasWords, sentenceOf } from '@midstream/words/unloaded';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { client } from '../../data/client.ts';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useStrokes } from '../../data/use-strokes.ts';
import { useMoney } from '../../data/use-money.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { Unstored } from '../../ui/unstored.tsx';
import { ChangeForm } from './change-form.tsx';

/** What if: a machine more, a shift less, a breakdown; planned beside the plan in force, compared, adopted. */
export default function ScenariosPage() {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const mayWrite = useMay('scenarios.write');
  const list = useCall('scenarios.list', { params: { workspace } });
  const [isNew, setIsNew] = useState(false);
  if (list.isPending) return <Waiting />;
  const scenarios = list.data?.items ?? [];
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('web.page-scenarios')}</h1>
        <span className="grow" />
        {mayWrite ? (
          <button type="button" className="button main" onClick={() => setIsNew(true)}>
            {say('web.new-scenario')}
          </button>
        ) : null}
      </div>
      <Trouble error={list.error} />
      {scenarios.length === 0 ? (
        <div className="card">
          <Empty title={say('web.no-scenarios')}>
            <p>{say('web.scenarios-hint')}</p>
          </Empty>
        </div>
      ) : null}
      <Comparison ids={scenarios.filter((each) => each.state === 'solved').map((each) => each.id)} />
      <div className="two">
        {scenarios.map((scenario) => (
          <One key={scenario.id} scenario={scenario} />
        ))}
      </div>
      {isNew ? <NewScenario onClose={() => setIsNew(false)} /> : null}
    </div>
  );
}

function One({ scenario }: { readonly scenario: Scenario }) {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const mayWrite = useMay('scenarios.write');
  const names = useNames();
  const mayAdopt = useMay('factory.write');
  const [, go] = useLocation();
  const params = { workspace, id: scenario.id };
  const solve = useChange(() => client.call('scenarios.solve', { params, body: { seconds: 10 } }));
  const adopt = useChange(() => client.call('scenarios.adopt', { params }));
  const remove = useChange(() => client.call('scenarios.delete', { params, version: scenario.version }));
  // Nobody waits for one change to be stored before adding the next.
  const edits = useStrokes<Pick<Scenario, 'name' | 'changes'>>(
    `${workspace} scenario ${scenario.id}`,
    { data: scenario, version: scenario.version },
    async ({ name, changes }, version) => (await client.call('scenarios.put', { params, body: { name, changes }, version })).version,
  );
  const { changes } = edits.data;
  const change = (next: Scenario['changes']): void => edits.change({ name: edits.data.name, changes: next });
  return (
    <section className="card stack">
      <div className="row apart">
        <h2>{scenario.name}</h2>
        <span className={scenario.state === 'solved' ? 'badge good' : 'badge'}>{say(`web.scenario-${scenario.state}`)}</span>
      </div>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {changes.map((each, i) => (
          <li key={i}>
            {changeText(each, say, names.any)}{' '}
            {mayWrite ? (
              <button
                type="button"
                className="button quiet"
                aria-label={say('web.delete')}
                onClick={() => change(changes.filter((_, k) => k !== i))}
              >
                ×
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {scenario.findings.slice(0, 6).map((finding, i) => (
        <p key={i} className="small muted">
          {sentenceOf(finding, language)}
        </p>
      ))}
      <Trouble error={solve.error ?? adopt.error ?? remove.error} />
      <Unstored edits={edits} />
      {mayWrite ? <ChangeForm onAdd={(added) => change([...changes, added])} /> : null}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {mayWrite ? (
          <>
            <button
              type="button"
              className="button quiet danger"
              onClick={() => {
                if (confirm(say('web.delete-record', { id: scenario.name }))) remove.mutate(undefined);
              }}
            >
              {say('web.delete')}
            </button>
            <button
              type="button"
              className="button"
              disabled={solve.isPending || edits.isUnstored || scenario.state === 'solving'}
              onClick={() => solve.mutate(undefined)}
            >
              {say(scenario.state === 'solving' ? 'web.solving' : 'web.solve')}
            </button>
          </>
        ) : null}
        {mayAdopt && scenario.state === 'solved' ? (
          <button
            type="button"
            className="button main"
            disabled={adopt.isPending}
            onClick={() => adopt.mutate(undefined, { onSuccess: () => go('/run') })}
          >
            {say('web.adopt')}
          </button>
        ) : null}
      </div>
    </section>
  );
}

/** A change as a line: its kind and the fields that say of what. */
function changeText(change: Scenario['changes'][number], say: (key: string) => string, nameOf: (id: string) => string): string {
  const { kind, ...rest } = change;
  const title = hasWords(`web.change-${kind}`) ? say(`web.change-${kind}`) : kind;
  const values = Object.values(rest).flatMap((value) => {
    if (Array.isArray(value)) return [value.map((day) => say(`web.day-${String(day)}`)).join(' ')];
    if (typeof value === 'boolean') return [say(value ? 'web.yes' : 'web.no')];
    if (typeof value === 'string') return [/^\d{4}-\d{2}-\d{2}T/.test(value) ? value.replace('T', ' ') : nameOf(value)];
    return typeof value === 'number' ? [String(value)] : [];
  });
  return `${title}: ${values.join(' · ')}`;
}

function Comparison({ ids }: { readonly ids: readonly string[] }) {
  const { say, number, language } = useSpeech();
  const money = useMoney();
  const workspace = useWorkspace();
  const compared = useCall('scenarios.compare', { params: { workspace }, query: { ids: ids.join(',') } }, { enabled: ids.length > 0 });
  const columns = compared.data?.columns ?? [];
  if (ids.length === 0 || columns.length === 0) return <Trouble error={compared.error} />;
  type Figures = (typeof columns)[number]['figures'];
  const rows: readonly {
    readonly key: string;
    readonly of: (figures: Figures) => number;
    readonly show: (value: number) => string;
    readonly more?: boolean;
  }[] = [
    { key: 'web.on-time', of: (each) => each.onTimePercent, show: (value) => `${number(value, 1)} %`, more: true },
    { key: 'web.late-orders', of: (each) => each.lateOrders, show: (value) => number(value) },
    { key: 'web.tardiness', of: (each) => each.totalTardinessHours, show: (value) => `${number(value, 1)} h` },
    { key: 'web.makespan', of: (each) => each.makespanHours, show: (value) => `${number(value)} h` },
    { key: 'web.changeover-hours', of: (each) => each.setupHours, show: (value) => `${number(value, 1)} h` },
    { key: 'web.cost', of: (each) => each.cost.total, show: (value) => money(value) },
    { key: 'web.carbon', of: (each) => each.carbon.total, show: (value) => carbonIn(language, value) },
  ];
  return (
    <section className="card flush table-box">
      <table>
        <caption className="unseen">{say('web.comparison')}</caption>
        <thead>
          <tr>
            <th />
            {columns.map((column) => (
              <th key={column.id} className="right">
                {column.name === 'published' ? say('web.from-published') : column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const values = columns.map((column) => row.of(column.figures));
            const best = row.more === true ? Math.max(...values) : Math.min(...values);
            const most = Math.max(...values.map(Math.abs), 1e-9);
            return (
              <tr key={row.key}>
                <td>{say(row.key)}</td>
                {columns.map((column, i) => (
                  <td key={column.id} className="right">
                    <span className={values[i] === best ? 'good strong' : ''}>{row.show(values[i] ?? 0)}</span>
                    <div className="bar" aria-hidden="true">
                      <span style={{ width: `${(Math.abs(values[i] ?? 0) / most) * 100}%` }} />
                    </div>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function NewScenario({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const [name, setName] = useState('');
  const create = useChange(() => client.call('scenarios.create', { params: { workspace }, body: { name, changes: [] } }));
  return (
    <Dialog title={say('web.new-scenario')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <Trouble error={create.error} />
        <label className="field">
          <span>{say('web.name')}</span>
          <input value={name} onChange={(event) => setName(event.target.value)} required />
        </label>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <button type="button" className="button" onClick={onClose}>
            {say('web.cancel')}
          </button>
          <button type="submit" className="button main" disabled={create.isPending}>
            {say('web.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
