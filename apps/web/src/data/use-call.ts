import type { Client, RouteAnswer, RouteName } from '@midstream/api';
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { client } from './client.ts';

type Given<N extends RouteName> = Parameters<typeof client.call<N>>[1];

/** What a page reads: kept, shared between pages, read again when a live event says that it changed. */
export function useCall<N extends RouteName>(
  name: N,
  given: Given<N>,
  options: { readonly enabled?: boolean; readonly keep?: boolean } = {},
): UseQueryResult<RouteAnswer<N>> {
  return useQuery<unknown>({
    queryKey: [name, given],
    queryFn: ({ signal }) => client.call(name, { ...given, signal }),
    enabled: options.enabled ?? true,
    ...(options.keep === true ? { placeholderData: (before: unknown) => before } : {}),
  }) as UseQueryResult<RouteAnswer<N>>;
}

/**
 * What a page writes. Everything read so far is read again afterwards: a change of one order moves many figures. Changes of one `inOrder`
 * are sent one after the other, each when the one before is answered and read again.
 */
export function useChange<T, A>(
  change: (client: Client, given: T) => Promise<A>,
  { inOrder }: { readonly inOrder?: string } = {},
): UseMutationResult<A, unknown, T> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: T) => change(client, given),
    onSuccess: () => queries.invalidateQueries(),
    ...(inOrder === undefined ? {} : { scope: { id: inOrder } }),
  });
}
