import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useQueryClient } from '@tanstack/react-query';
import { client } from '../data/client.ts';
import { useIsLive } from '../data/live.ts';
import { usePlace } from '../data/session.tsx';
import { LANGUAGES, useSpeech } from '../i18n/language.tsx';
import { PAGES } from '../routes.ts';
import { Icon } from './icon.tsx';
import { Segments } from './segments.tsx';
import { useTheme } from './theme.ts';

/** The frame of every page: where one can go, which factory one is in, language, theme, and the way out. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { say } = useSpeech();
  const [location] = useLocation();
  const { membership } = usePlace();
  const pages = PAGES.filter((page) => membership.capabilities.includes(page.may));
  const isAt = (path: string): boolean => (path === '/' ? location === '/' : location.startsWith(path));
  return (
    <div className="shell">
      <a className="skip button" href="#main">
        {say('web.skip')}
      </a>
      <nav className="side" aria-label={say('web.pages')}>
        <div className="brand">
          <img src="/mark.svg" alt="" />
          <span>Midstream 中流</span>
        </div>
        {pages.map((page) => (
          <Link
            key={page.name}
            href={page.path}
            className="page"
            aria-current={isAt(page.path) ? 'page' : undefined}
            title={say(`web.page-${page.name}`)}
          >
            <Icon name={page.name} />
            <span>{say(`web.page-${page.name}`)}</span>
          </Link>
        ))}
      </nav>
      <Top />
      <main id="main" className={isAt('/board') ? 'main full' : 'main'} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Top() {
  const { say, nameOf } = useSpeech();
  const { me, membership } = usePlace();
  const [, go] = useLocation();
  const isLive = useIsLive();
  const queries = useQueryClient();
  const leave = async (): Promise<void> => {
    const { url } = await client.call('session.delete', {});
    queries.clear();
    globalThis.location.assign(url ?? '/');
  };
  return (
    <header className="top">
      <select
        aria-label={say('web.factory')}
        value={membership.workspace}
        style={{ width: 'auto', maxWidth: 320 }}
        onChange={(event) => go(event.target.value === '' ? '~/new' : `~/f/${event.target.value}`)}
      >
        {me.workspaces.map((each) => (
          <option key={each.workspace} value={each.workspace}>
            {nameOf(each.name)}
          </option>
        ))}
        {me.user.isAdmin ? <option value="">{say('web.new-factory')}</option> : null}
      </select>
      {isLive ? null : (
        <span className="badge tight" role="status">
          {say('web.not-live')}
        </span>
      )}
      <span className="grow" />
      <Preferences />
      <span className="muted small">{me.user.name}</span>
      <button
        type="button"
        className="button quiet"
        onClick={() => void leave()}
        title={say('web.sign-out')}
        aria-label={say('web.sign-out')}
      >
        <Icon name="leave" />
      </button>
    </header>
  );
}

/** Language and theme. */
export function Preferences() {
  const { language, setLanguage, say } = useSpeech();
  const { toggle } = useTheme();
  return (
    <>
      <Segments
        label={say('web.language')}
        value={language}
        options={LANGUAGES.map((each) => ({ value: each.language, text: each.short }))}
        onChange={setLanguage}
      />
      <button type="button" className="button quiet" onClick={toggle} title={say('web.theme')} aria-label={say('web.theme')}>
        <Icon name="theme" />
      </button>
    </>
  );
}
