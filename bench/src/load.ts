import { Agent, request } from 'node:http';

export interface Asked {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Path and query, from the root of the server. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface Answered {
  readonly status: number;
  readonly body: string;
}
/** Sends over a connection that is kept. @throws Error when the answer is no success: a fast refusal is no speed */
export type Send = (asked: Asked) => Promise<Answered>;

/** One client of one server, with its own connection: as lean as can be, because it shares the machine with what it measures. */
export function openClient(port: number, headers: Readonly<Record<string, string>>): { send: Send; close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send: Send = ({ method, path, headers: more = {}, body }) =>
    new Promise((done, failed) => {
      const given = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
      const outgoing = request({ host: '127.0.0.1', port, path, method, agent, headers: { ...headers, ...given, ...more } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', failed);
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          const text = Buffer.concat(chunks).toString('utf8');
          if (status >= 200 && status < 300) done({ status, body: text });
          else failed(new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`));
        });
      });
      outgoing.on('error', failed);
      outgoing.end(body);
    });
  return { send, close: () => agent.destroy() };
}

export interface Measured {
  /** Everything that was asked, warming up included; the figures below leave that out. */
  readonly asked: number;
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

/** Every client asks again as soon as it is answered, until the time is over. The first tenth only warms up. */
export async function measure(asks: readonly (() => Promise<void>)[], seconds: number): Promise<Measured> {
  const from = performance.now() + seconds * 100;
  const until = from + seconds * 1000;
  const taken: number[] = [];
  let asked = 0;
  const run = async (ask: () => Promise<void>): Promise<void> => {
    for (let began = performance.now(); began < until; began = performance.now()) {
      await ask();
      asked++;
      if (began >= from) taken.push(performance.now() - began);
    }
  };
  await Promise.all(asks.map(run));
  const sorted = taken.toSorted((a, b) => a - b);
  const elapsed = (performance.now() - from) / 1000;
  return {
    asked,
    requests: sorted.length,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    perSecond: round(sorted.length / elapsed),
  };
}

/** Of a sorted list; the nearest rank. */
export function quantile(sorted: readonly number[], share: number): number {
  return round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
}
const round = (value: number): number => Number(value.toPrecision(3));
