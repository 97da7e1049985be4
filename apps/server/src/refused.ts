import type { Conflict } from '@midstream/api';
import type { Finding } from '@midstream/units';
import { report } from './codes.ts';

/**
 * Ends a request with a problem document. Rooms below return findings; here at the edge, where a handler has nothing left to do but to
 * say no, a throw keeps it readable from top to bottom.
 */
export class Refused extends Error {
  readonly status: number;
  readonly findings: readonly Finding[];
  readonly conflict: Conflict | undefined;

  constructor(status: number, findings: readonly Finding[], conflict?: Conflict) {
    super(`${status} ${findings.map(({ code }) => code).join(', ')}`);
    this.status = status;
    this.findings = findings;
    this.conflict = conflict;
  }
}

export const notFound = (kind: string, id: string): Refused => new Refused(404, [report('server.not-found', { kind, id })]);

export function conflicted(conflict: Conflict, status = 412): Refused {
  const { kind, id, changedBy, changedAt } = conflict;
  return new Refused(status, [report('server.conflict', { kind, id, who: changedBy.name, when: changedAt })], conflict);
}
