import type { CompleteFactory, FactoryDraft } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import type { Database } from '@midstream/storage';
import { assembleFactory } from '@midstream/storage';
import { notFound } from '../refused.ts';

interface KnownFactory {
  readonly draft: FactoryDraft;
  /** Undefined when the findings hold an error. */
  readonly factory: CompleteFactory | undefined;
  readonly findings: readonly Finding[];
  readonly revision: number;
}

/** Factories as they stand, read and checked once a revision. */
export interface FactoryCache {
  get(workspace: string): Promise<KnownFactory>;
}

const MOST_KEPT = 8;

export function factoryCache(database: Database): FactoryCache {
  const kept = new Map<string, KnownFactory>();
  return {
    async get(workspace) {
      const [row] = await database.rows<{ revision: number }>('select revision from workspaces where id = $1', [workspace]);
      const known = kept.get(workspace);
      if (row !== undefined && known?.revision === row.revision) return known;
      const found = await assembleFactory(database, workspace);
      if (found === undefined) throw notFound('workspace', workspace);
      const fresh = { ...found, ...readFactory(found.draft, today()) };
      kept.delete(workspace);
      kept.set(workspace, fresh);
      for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
      return fresh;
    },
  };
}

/** The date a factory without a start of planning starts at. */
export const today = (): string => new Date().toISOString().slice(0, 10);
