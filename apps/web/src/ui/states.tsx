import { ApiError } from '@midstream/api';
import { fieldIn, sentenceOf } from '@midstream/words/unloaded';
import type { ReactNode } from 'react';
import { RefusedChanges } from '../data/write-records.ts';
import { useSpeech } from '../i18n/language.tsx';

/** What stands in place of a list that has nothing in it: why, and what to do. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What went wrong, in the reader's language: the server's findings, or that it could not be reached. */
export function Trouble({ error }: { readonly error: unknown }) {
  const { language, say } = useSpeech();
  if (error === null || error === undefined) return null;
  if (error instanceof RefusedChanges) return <Refused error={error} />;
  const findings = error instanceof ApiError ? error.problem.findings : [];
  const conflict = error instanceof ApiError ? error.problem.conflict : undefined;
  const known = error instanceof ApiError ? `web.problem-${error.status}` : 'web.problem-offline';
  return (
    <div className="notice late" role="alert">
      {conflict === undefined ? null : (
        <p>
          {say('web.conflict', {
            name: conflict.changedBy.name,
            fields: conflict.changedFields.map((field) => fieldIn(language, field, conflict.kind)).join(', ') || conflict.id,
          })}
        </p>
      )}
      {findings.map((finding, i) => (
        <p key={i}>{sentenceOf(finding, language)}</p>
      ))}
      {findings.length === 0 && conflict === undefined ? <p>{sayOr(say, known)}</p> : null}
    </div>
  );
}

const MOST_ROWS = 5;

/** Rows that kept a change of many from being written. */
function Refused({ error }: { readonly error: RefusedChanges }) {
  const { language, say } = useSpeech();
  return (
    <div className="notice late" role="alert">
      <p>{say('web.paste-refused')}</p>
      {error.rows.slice(0, MOST_ROWS).map((row) => (
        <p key={row.at}>
          {row.changedBy === undefined ? '' : say('web.conflict', { name: row.changedBy, fields: row.id })}
          {row.findings.map((finding) => sentenceOf(finding, language)).join(' ')}
        </p>
      ))}
    </div>
  );
}

const KNOWN = new Set([401, 403, 404, 409, 412, 413, 422, 428, 429, 503].map((status) => `web.problem-${status}`));
function sayOr(say: (key: string) => string, key: string): string {
  return key === 'web.problem-offline' || KNOWN.has(key) ? say(key) : say('web.problem-other');
}

/** Shown while something loads for more than a moment. */
export function Waiting() {
  const { say } = useSpeech();
  return (
    <div className="empty" role="status">
      {say('web.loading')}
    </div>
  );
}
