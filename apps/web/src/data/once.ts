import { ApiError, type Client, type Route, type RouteName, ROUTES } from '@midstream/api';

const FIRST_SERVER_FAULT = 500;

/** True when it is not known whether the server did what was asked: no answer came, or one that is not of ours. */
function isUnheard(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status >= FIRST_SERVER_FAULT;
}

/**
 * A client whose writes happen once. The same write asked for while the first is under way (a double click) is that first one; the same
 * write after an answer that was lost goes out with the key of the lost one, so that the server answers again instead of doing it again.
 * `newKey` makes a key nobody else makes.
 */
export function writingOnce(client: Client, newKey: () => string): Client {
  const underWay = new Map<string, Promise<unknown>>();
  const unheard = new Map<string, string>();
  const send = async (name: RouteName, given: Parameters<Client['call']>[1], write: string): Promise<unknown> => {
    const route: Route = ROUTES[name];
    if (route.idempotent !== true) return await client.call(name, given);
    const idempotencyKey = unheard.get(write) ?? newKey();
    try {
      const answer = await client.call(name, { ...given, idempotencyKey });
      unheard.delete(write);
      return answer;
    } catch (error) {
      if (isUnheard(error)) unheard.set(write, idempotencyKey);
      else unheard.delete(write);
      throw error;
    }
  };
  const call = ((name: RouteName, given: Parameters<Client['call']>[1]) => {
    const route: Route = ROUTES[name];
    // Files cannot be compared, and reading twice does no harm.
    if (route.method === 'GET' || route.body === 'files') return client.call(name, given);
    const write = JSON.stringify([name, given]);
    const running = underWay.get(write);
    if (running !== undefined) return running;
    const sent = send(name, given, write).finally(() => underWay.delete(write));
    underWay.set(write, sent);
    return sent;
  }) as Client['call'];
  return { ...client, call };
}
