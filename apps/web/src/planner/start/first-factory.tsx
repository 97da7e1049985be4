import type { Me } from '@midstream/api';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useCall, useChange } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Preferences } from '../../ui/shell.tsx';
import { Trouble } from '../../ui/states.tsx';

/** A factory to begin with: an example to look around in, or an empty one to fill from a workbook. */
export function FirstFactory({ me }: { readonly me: Me }) {
  const { say, nameOf } = useSpeech();
  const examples = useCall('examples.list', {});
  const [name, setName] = useState('');
  const create = useChange(async (_, example: string | undefined) => {
    const made = await client.call('workspaces.create', {
      body:
        example === undefined
          ? { name, from: { kind: 'empty', currency: 'HKD', timeZone: 'Asia/Hong_Kong' } }
          : { from: { kind: 'example', example } },
    });
    // Rights to the new factory come with the session: the page begins anew with both.
    globalThis.location.assign(`/f/${made.id}/${example === undefined ? 'data' : 'run'}`);
    return made;
  });
  const begin = (example: string | undefined): void => create.mutate(example);
  return (
    <main className="door wide">
      <div className="card stack">
        <div className="row apart">
          <h1>{say('web.first-title', { name: me.user.name })}</h1>
          <span className="row">
            <Preferences />
          </span>
        </div>
        <p className="muted">{say('web.first-intro')}</p>
        <Trouble error={examples.error ?? create.error} />
        <div className="two">
          {(examples.data?.items ?? []).map((example) => (
            <section key={example.id} className="card stack">
              <h2>{nameOf(example.name)}</h2>
              <p className="muted small">{nameOf(example.description)}</p>
              <div className="row apart">
                <span className="muted small">{say('web.example-size', { orders: example.orders, machines: example.machines })}</span>
                <button type="button" className="button main" disabled={create.isPending} onClick={() => begin(example.id)}>
                  {say('web.take-example')}
                </button>
              </div>
            </section>
          ))}
          <form
            className="card stack"
            onSubmit={(event) => {
              event.preventDefault();
              begin(undefined);
            }}
          >
            <h2>{say('web.own-factory')}</h2>
            <p className="muted small">{say('web.own-factory-intro')}</p>
            <div className="row">
              <input
                className="grow"
                style={{ width: 'auto' }}
                aria-label={say('web.factory-name')}
                placeholder={say('web.factory-name')}
                value={name}
                onChange={(event) => setName(event.target.value)}
                required
              />
              <button type="submit" className="button" disabled={create.isPending}>
                {say('web.begin')}
              </button>
            </div>
          </form>
        </div>
      </div>
    </main>
  );
}
