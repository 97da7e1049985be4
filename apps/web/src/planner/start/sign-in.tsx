import { hasWords } from '@midstream/words/unloaded';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../data/client.ts';
import { useCall, useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Preferences } from '../../ui/shell.tsx';
import { Trouble, Waiting } from '../../ui/states.tsx';

/** The way in: e-mail and password, single sign-on where it is set up, or the first administrator on a new server. */
export function SignIn() {
  return (
    <main className="door">
      <SignInForm />
    </main>
  );
}

/** The way in for somebody whose session ended while they worked: over the page, which keeps what was typed. */
export function SignInAgain() {
  const { say } = useSpeech();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog
      ref={box}
      aria-label={say('web.signed-out')}
      onCancel={(event) => event.preventDefault()}
      onClose={() => box.current?.showModal()}
    >
      <div>
        <p className="notice tight">{say('web.signed-out')}</p>
        <SignInForm />
      </div>
    </dialog>
  );
}

function SignInForm() {
  const { say, language } = useSpeech();
  const setup = useCall('setup.get', {});
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const isFirst = setup.data?.needed === true;
  const enter = useChange(() =>
    isFirst
      ? client.call('setup.create', { body: { name, email, password, language, ...(code === '' ? {} : { code }) } })
      : client.call('session.create', { body: { email, password } }),
  );
  const elsewhere = useChange(async () => {
    const { url } = await client.call('sign-on.start', {});
    globalThis.location.assign(url);
  });
  // Where single sign-on refused somebody, the server sends them back here with the reason.
  const reason = `web.sign-on-${new URLSearchParams(globalThis.location.search).get('sign-on') ?? ''}`;
  const why = hasWords(reason) ? say(reason) : undefined;
  if (setup.isPending) return <Waiting />;
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate(undefined);
      }}
    >
      <div className="row apart">
        <img src="/mark.svg" alt="" width="34" height="34" />
        <span className="row">
          <Preferences />
        </span>
      </div>
      <h1>{say(isFirst ? 'web.setup-title' : 'web.sign-in-title')}</h1>
      <p className="muted">{say(isFirst ? 'web.setup-intro' : 'web.sign-in-intro')}</p>
      {why === undefined ? null : (
        <p className="notice late" role="alert">
          {why}
        </p>
      )}
      <Trouble error={setup.error ?? enter.error ?? elsewhere.error} />
      {isFirst ? (
        <label className="field">
          <span>{say('web.name')}</span>
          <input value={name} onChange={(event) => setName(event.target.value)} autoComplete="name" required />
        </label>
      ) : null}
      <label className="field">
        <span>{say('web.email')}</span>
        <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} autoComplete="username" required />
      </label>
      <label className="field">
        <span>{say('web.password')}</span>
        <input
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete={isFirst ? 'new-password' : 'current-password'}
          minLength={isFirst ? 12 : 1}
          required
        />
        {isFirst ? <small>{say('web.password-hint')}</small> : null}
      </label>
      {isFirst && setup.data?.needsCode === true ? (
        <label className="field">
          <span>{say('web.setup-code')}</span>
          <input value={code} onChange={(event) => setCode(event.target.value)} required />
          <small>{say('web.setup-code-hint')}</small>
        </label>
      ) : null}
      <button type="submit" className="button main" disabled={enter.isPending}>
        {say(isFirst ? 'web.setup-do' : 'web.sign-in-do')}
      </button>
      {setup.data?.singleSignOn === undefined ? null : (
        <button type="button" className="button" disabled={elsewhere.isPending} onClick={() => elsewhere.mutate(undefined)}>
          {`${say('web.single-sign-on')} ${setup.data.singleSignOn}`}
        </button>
      )}
    </form>
  );
}
