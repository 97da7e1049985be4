import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isRefusal, isSignedOut } from './client.ts';

const LOOK_AGAIN_MILLISECONDS = 5000;

/** What pages read and write goes through here. */
export function newQueries(): QueryClient {
  const heard = (error: unknown): void => {
    // Whoever is found to be signed out is asked to sign in again where they are.
    if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: ['session.get'] });
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== 'session.get') heard(error);
      },
    }),
    mutationCache: new MutationCache({ onError: heard }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 2 && !isRefusal(error),
        // Without a network a call fails at once and says so, rather than waiting in silence; what could not be read is read later.
        networkMode: 'always',
        refetchInterval: ({ state }) => (state.status === 'error' && !isRefusal(state.error) ? LOOK_AGAIN_MILLISECONDS : false),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}
