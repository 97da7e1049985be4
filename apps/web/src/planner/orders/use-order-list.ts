import type { OrderLine, RouteAnswer } from '@midstream/api';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../../data/client.ts';
import { useWorkspace } from '../../data/session.tsx';
import { useSettled } from '../../data/use-settled.ts';

export type OrderSort = 'id' | 'due' | 'projected' | 'lateness' | 'customer' | 'product';
export interface OrderWish {
  readonly search: string;
  /** Empty = any. */
  readonly status: string;
  readonly late: 'all' | 'late' | 'on-time';
  readonly sort: OrderSort;
  readonly isDown: boolean;
}

/** A list of any length, of which as much is there as was looked at. */
export interface OrderList {
  readonly orders: readonly OrderLine[];
  /** How many there are in all; undefined before the first answer. */
  readonly total: number | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
  /** Asks for more where the rows up to this one are not all there. */
  readonly reach: (row: number) => void;
}

const PAGE = 500;

export function useOrderList(wish: OrderWish): OrderList {
  const workspace = useWorkspace();
  const search = useSettled(wish.search.trim());
  const query = {
    sort: wish.sort,
    limit: PAGE,
    ...(wish.isDown ? { descending: 'true' as const } : {}),
    ...(search === '' ? {} : { search }),
    ...(wish.status === '' ? {} : { status: wish.status }),
    ...(wish.late === 'all' ? {} : { late: wish.late === 'late' ? ('true' as const) : ('false' as const) }),
  };
  const pages = useInfiniteQuery({
    queryKey: ['orders.list', 'pages', workspace, query],
    queryFn: ({ pageParam, signal }): Promise<RouteAnswer<'orders.list'>> =>
      client.call('orders.list', {
        params: { workspace },
        query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const orders = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return {
    orders,
    total: data?.pages[0]?.total,
    isPending: pages.isPending,
    error: pages.error,
    reach(row) {
      if (row >= orders.length && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}
