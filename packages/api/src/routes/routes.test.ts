import { CAPABILITIES } from '@midstream/factory';
import { describe, expect, it } from 'vitest';
import type { Route } from '../contract/route.ts';
import { openApiDocument } from '../openapi/openapi.ts';
import { ROUTES } from './index.ts';

const routes = Object.entries(ROUTES) as [string, Route][];

describe('the table of routes', () => {
  it('declares exactly the parameters that stand in each path', () => {
    for (const [name, route] of routes) {
      const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, key]) => key).sort();
      expect(Object.keys(route.params?.shape ?? {}).sort(), name).toEqual(inPath);
    }
  });

  it('has one route a method and path', () => {
    const places = routes.map(([, route]) => `${route.method} ${route.path.replace(/:\w+/g, ':')}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('guards every route inside a factory by a capability', () => {
    const inside = routes.filter(([, { path }]) => path.startsWith('/workspaces/:'));
    expect(inside.length).toBeGreaterThan(20);
    expect(inside.filter(([, { may }]) => !CAPABILITIES.some((capability) => capability === may))).toEqual([]);
  });

  it('demands a version of every replacing write, and answers with one where it is read', () => {
    const puts = routes.filter(([, { method }]) => method === 'PUT');
    expect(puts.map(([name, { ifMatch, etag }]) => [name, ifMatch, etag])).toEqual(puts.map(([name]) => [name, 'needed', true]));
    expect(puts.length).toBeGreaterThan(2);
  });

  it('becomes an OpenAPI document that names every route', () => {
    const { paths } = openApiDocument('1.0.0') as { paths: Record<string, Record<string, { operationId: string }>> };
    const named = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(named.sort()).toEqual(Object.keys(ROUTES).sort());
  });
});
