import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '@midstream/storage';
import type { Live } from '../live/live.ts';
import type { Threads } from '../threads/thread-pool.ts';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  watch(app: FastifyInstance): void;
}

interface Watched {
  readonly live: Live;
  readonly threads: Threads;
  readonly database: Database;
}

/**
 * Prometheus figures of one process (Node's own, requests by route, open event streams, threads) and of the work that waits in the
 * database, which every server tells alike.
 */
export function openMetrics({ live, threads, database }: Watched): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'midstream_http_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const streams = new Gauge({ name: 'midstream_event_streams', help: 'Open event streams', registers: [registry] });
  const atWork = new Gauge({ name: 'midstream_threads', help: 'Threads, by what they do', labelNames: ['state'], registers: [registry] });
  const waiting = new Gauge({ name: 'midstream_threads_waiting', help: 'Requests that wait for a thread', registers: [registry] });
  const lost = new Gauge({ name: 'midstream_threads_lost', help: 'Threads that died since the start', registers: [registry] });
  const work = new Gauge({
    name: 'midstream_work',
    help: 'Work in the database, by kind and state',
    labelNames: ['kind', 'state'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    async text() {
      await lookAtWork(database, work).catch(() => work.reset());
      streams.set(live.open);
      const figures = threads.figures();
      atWork.set({ state: 'busy' }, figures.busy);
      atWork.set({ state: 'free' }, figures.running - figures.busy);
      waiting.set(figures.waiting);
      lost.set(figures.lost);
      return await registry.metrics();
    },
    watch(app) {
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'none';
        requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
        // The address without its query, and neither headers nor bodies: those may hold secrets.
        const line = { method: request.method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) };
        if (reply.statusCode >= 500) request.log.error(line, 'answered');
        else request.log.debug(line, 'answered');
      });
    },
  };
}

/** A database that is away leaves these out; the process has its own figures still. */
async function lookAtWork(database: Database, work: Gauge<'kind' | 'state'>): Promise<void> {
  const rows = await database.rows<{ kind: string; state: string; count: number }>(
    `select 'run' as kind, state, (select count(*) from runs r where r.state = s.state) as count from unnest(array['waiting', 'running']) s (state)
     union all select 'import', state, (select count(*) from imports i where i.state = s.state) from unnest(array['reading', 'committing']) s (state)
     union all select 'delivery', 'waiting', (select count(*) from deliveries where state = 'waiting')
     union all select 'quote', 'held', (select count(*) from quotes where state = 'held')`,
  );
  for (const { kind, state, count } of rows) work.set({ kind, state }, count);
}
