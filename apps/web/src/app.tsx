import type { Me } from '@midstream/api';
import { Fragment, lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useParams } from 'wouter';
import { isSignedOut } from './data/client.ts';
import { useLiveEvents } from './data/live.ts';
import { PlaceProvider } from './data/session.tsx';
import { useCall } from './data/use-call.ts';
import { useSpeech } from './i18n/language.tsx';
import { FirstFactory } from './planner/start/first-factory.tsx';
import { SignIn, SignInAgain } from './planner/start/sign-in.tsx';
import { PAGES, type PageName } from './routes.ts';
import { Fault } from './ui/fault.tsx';
import { Shell } from './ui/shell.tsx';
import { Empty, Trouble, Waiting } from './ui/states.tsx';

// Each page is fetched when it is first opened.
const VIEWS: Readonly<Record<PageName, ReturnType<typeof lazy>>> = {
  cockpit: lazy(() => import('./planner/cockpit/cockpit-page.tsx')),
  board: lazy(() => import('./planner/board/board-page.tsx')),
  run: lazy(() => import('./planner/run/run-page.tsx')),
  orders: lazy(() => import('./planner/orders/orders-page.tsx')),
  promise: lazy(() => import('./planner/promise/promise-page.tsx')),
  late: lazy(() => import('./planner/late/late-page.tsx')),
  scenarios: lazy(() => import('./planner/scenarios/scenarios-page.tsx')),
  data: lazy(() => import('./planner/data/data-page.tsx')),
  sites: lazy(() => import('./planner/sites/sites-page.tsx')),
  people: lazy(() => import('./planner/people/people-page.tsx')),
};

/** Who is there decides what is shown: the way in, the first factory, or the pages. */
export function App() {
  const session = useCall('session.get', {});
  if (session.isPending) return <Waiting />;
  const me = session.data;
  if (me === undefined) {
    if (isSignedOut(session.error)) return <SignIn />;
    return (
      <main className="door">
        <Trouble error={session.error} />
      </main>
    );
  }
  // Whoever is signed out while working signs in over the page, which keeps what was typed; somebody else begins anew.
  return (
    <Fragment key={me.user.id}>
      <Rooms me={me} />
      {isSignedOut(session.error) ? <SignInAgain /> : null}
    </Fragment>
  );
}

function Rooms({ me }: { readonly me: Me }) {
  const first = me.workspaces[0];
  return (
    <Switch>
      <Route path="/new">{me.user.isAdmin ? <FirstFactory me={me} /> : <Redirect to="/" />}</Route>
      <Route path="/f/:workspace" nest>
        <Inside me={me} />
      </Route>
      <Route>
        {first !== undefined ? <Redirect to={`/f/${first.workspace}`} /> : me.user.isAdmin ? <FirstFactory me={me} /> : <Nowhere />}
      </Route>
    </Switch>
  );
}

function Nowhere() {
  const { say } = useSpeech();
  return (
    <main className="door">
      <Empty title={say('web.no-factory')}>
        <p>{say('web.no-factory-ask')}</p>
      </Empty>
    </main>
  );
}

function Inside({ me }: { readonly me: Me }) {
  const { workspace = '' } = useParams<{ workspace: string }>();
  const membership = me.workspaces.find((each) => each.workspace === workspace);
  if (membership === undefined) return <Redirect to="~/" />;
  return (
    <PlaceProvider value={{ me, membership }}>
      <Pages workspace={workspace} />
    </PlaceProvider>
  );
}

function Pages({ workspace }: { readonly workspace: string }) {
  useLiveEvents(workspace);
  const { say } = useSpeech();
  return (
    <Shell>
      <Suspense fallback={<Waiting />}>
        <Switch>
          {PAGES.map((page) => {
            const View = VIEWS[page.name];
            return (
              <Route key={page.name} path={page.path}>
                <Fault key={page.name}>
                  <View />
                </Fault>
              </Route>
            );
          })}
          <Route path="/orders/:order">
            <Fault>
              <VIEWS.orders />
            </Fault>
          </Route>
          <Route path="/late/:order">
            <Fault>
              <VIEWS.late />
            </Fault>
          </Route>
          <Route>
            <Empty title={say('web.no-page')} />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
