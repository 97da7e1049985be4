import { randomUUID } from 'node:crypto';
import { StorageTrouble } from '@midstream/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { report } from '../codes.ts';
import { Refused } from '../refused.ts';
import { BODY_BYTES, FILE_BYTES } from './limits.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Not understood',
  422: 'Cannot be used',
  428: 'Version needed',
  429: 'Too many requests',
  503: 'Not available now',
  507: 'Disk full',
};

/** Turns whatever ended a request into a problem document; a bug gets a reference that stands in the log, and no more. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const { status, findings, conflict } = refusalOf(error, request);
  if (status === 503) reply.header('retry-after', '2');
  if (conflict !== undefined) reply.header('etag', `"${conflict.version}"`);
  void reply
    .status(status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: TITLES[status] ?? 'Fault',
      status,
      code: findings[0]?.code ?? 'server.fault',
      findings,
      ...(conflict === undefined ? {} : { conflict }),
    });
}

function refusalOf(error: unknown, request: FastifyRequest): Pick<Refused, 'status' | 'findings' | 'conflict'> {
  if (error instanceof Refused) return error;
  if (error instanceof StorageTrouble) {
    request.log.error({ err: error.cause ?? error }, error.message);
    return new Refused(error.finding.code === 'storage.disk-full' ? 507 : 503, [error.finding]);
  }
  const { statusCode = 500, message = '', code = '' } = error as { statusCode?: number; message?: string; code?: string };
  if (statusCode === 413) {
    const limit = request.headers['content-type']?.startsWith('multipart/') === true ? FILE_BYTES : BODY_BYTES;
    return new Refused(413, [report('server.too-large', { limit: `${limit / 1024 / 1024} MB` })]);
  }
  if (statusCode === 429) return new Refused(429, [report('server.too-many', { seconds: 60 })]);
  if (statusCode >= 400 && statusCode < 500)
    return new Refused(statusCode, [report('server.bad-request', { path: '/', problem: message.slice(0, 200) })]);
  // A text PostgreSQL cannot hold (a lone surrogate, a zero byte) is the caller's, not ours.
  if (code === '22P05' || code === '22021' || code === '22P02' || code === '22003' || code === '22007' || code === '22008')
    return new Refused(400, [report('server.bad-request', { path: '/', problem: 'a value the database cannot hold' })]);
  const reference = randomUUID().slice(0, 8);
  request.log.error({ err: error, reference }, 'fault');
  return new Refused(500, [report('server.fault', { reference })]);
}
