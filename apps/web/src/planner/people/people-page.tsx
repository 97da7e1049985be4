import { ROLES, type Role } from '@midstream/factory';
import { fieldIn, hasWords, pathIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { usePlace, useWorkspace } from '../../data/session.tsx';
import { useCall, useChange } from '../../data/use-call.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { readerTimeIn } from '../../i18n/reader-time.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Trouble } from '../../ui/states.tsx';

/** Who may do what here, and who changed what. */
export default function PeoplePage() {
  const { say } = useSpeech();
  const { me } = usePlace();
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('web.page-people')}</h1>
      </div>
      {me.user.isAdmin ? <People /> : null}
      <Audit />
    </div>
  );
}

function People() {
  const { say } = useSpeech();
  const workspace = useWorkspace();
  const names = useNames();
  const people = useCall('people.list', {});
  const [isNew, setIsNew] = useState(false);
  const shut = useChange((_, person: { readonly id: string; readonly active: boolean }) =>
    client.call('people.update', { params: { id: person.id }, body: { active: person.active } }),
  );
  return (
    <section className="card flush table-box">
      <div className="row apart" style={{ padding: 12 }}>
        <h2>{say('web.accounts')}</h2>
        <button type="button" className="button main" onClick={() => setIsNew(true)}>
          {say('web.new-account')}
        </button>
      </div>
      <Trouble error={people.error ?? shut.error} />
      <table>
        <thead>
          <tr>
            {['name', 'email', 'roles'].map((key) => (
              <th key={key}>{say(`web.${key}`)}</th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {(people.data?.items ?? []).map((person) => (
            <tr key={person.id}>
              <td className="strong">{person.name}</td>
              <td>{person.email}</td>
              <td>
                {person.isAdmin ? <span className="badge accent">{say('web.role-admin')}</span> : null}
                {person.grants
                  .filter((grant) => grant.workspace === workspace)
                  .flatMap((grant) =>
                    grant.roles.map(
                      (role) =>
                        `${say(`web.role-${role}`)}${grant.sites === undefined ? '' : ` (${grant.sites.map((site) => names.of('sites', site)).join(', ')})`}`,
                    ),
                  )
                  .map((text) => (
                    <span key={text} className="badge">
                      {text}
                    </span>
                  ))}
              </td>
              <td className="right">
                <button type="button" className="button quiet" onClick={() => shut.mutate({ id: person.id, active: !person.active })}>
                  {say(person.active ? 'web.shut-account' : 'web.open-account')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isNew ? <NewPerson onClose={() => setIsNew(false)} /> : null}
    </section>
  );
}

function NewPerson({ onClose }: { readonly onClose: () => void }) {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const names = useNames();
  const sites = useCall('records.list', { params: { workspace, kind: 'sites' } });
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('planner');
  const [site, setSite] = useState('');
  const create = useChange(() =>
    client.call('people.create', {
      body: { name, email, password, language, grants: [{ workspace, roles: [role], ...(site === '' ? {} : { sites: [site] }) }] },
    }),
  );
  return (
    <Dialog title={say('web.new-account')} onClose={onClose}>
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
        <label className="field">
          <span>{say('web.email')}</span>
          <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} required />
        </label>
        <label className="field">
          <span>{say('web.first-password')}</span>
          <input value={password} minLength={12} onChange={(event) => setPassword(event.target.value)} required />
        </label>
        <div className="two">
          <label className="field">
            <span>{say('web.role')}</span>
            <select value={role} onChange={(event) => setRole(event.target.value as Role)}>
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {say(`web.role-${each}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{say('web.site')}</span>
            <select value={site} onChange={(event) => setSite(event.target.value)}>
              <option value="">{say('web.all-sites')}</option>
              {(sites.data?.items ?? []).map((each) => (
                <option key={each.id} value={each.id}>
                  {names.of('sites', each.id)}
                </option>
              ))}
            </select>
          </label>
        </div>
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

/** Nobody reads more than the beginning of a made-up id. */
const LONG_ID = /^([0-9a-f]{8})-[0-9a-f-]{27}$/;

function Audit() {
  const { say, language } = useSpeech();
  const workspace = useWorkspace();
  const audit = useCall('audit.list', { params: { workspace }, query: { limit: 100 } });
  return (
    <section className="card flush table-box">
      <h2 style={{ padding: 12 }}>{say('web.audit')}</h2>
      <Trouble error={audit.error} />
      <table>
        <thead>
          <tr>
            {['when', 'by', 'what', 'subject', 'changes'].map((key) => (
              <th key={key}>{say(`web.${key}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(audit.data?.items ?? []).map((entry) => (
            <tr key={entry.id}>
              <td>{readerTimeIn(language, entry.at)}</td>
              <td>{entry.actor.name}</td>
              <td>{hasWords(`audit.${entry.action}`) ? say(`audit.${entry.action}`) : entry.action}</td>
              <td>
                <span className="muted">{fieldIn(language, entry.kind)}</span> {entry.subject.replace(LONG_ID, '$1')}
              </td>
              <td className="wrap small muted">
                {entry.changes
                  .map((change) => pathIn(language, change.path))
                  .join(', ')
                  .slice(0, 160)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
