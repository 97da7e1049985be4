import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '@midstream/api';
import type { Guard } from './guard.ts';

const DOCUMENT = 'docs/openapi.json';

interface OpenApi {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function current(root: string): unknown {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return JSON.parse(JSON.stringify(openApiDocument(version)));
}

/** `GET /api/v1/session` → its description as text. */
function operationsOf(document: unknown): Map<string, string> {
  const { paths = {} } = document as OpenApi;
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, string] => [
        `${method.toUpperCase()} ${path}`,
        JSON.stringify(operation),
      ]),
    ),
  );
}

/** The API changes only on purpose: the OpenAPI document drawn from the contract is on record. */
export const openApiGuard: Guard = {
  name: 'OpenAPI',
  async check(root) {
    const hint = 'if meant, run npm run guards:write';
    if (!existsSync(join(root, DOCUMENT))) return [`${DOCUMENT} is missing (${hint})`];
    const recorded: unknown = JSON.parse(readFileSync(join(root, DOCUMENT), 'utf8'));
    const actual = current(root);
    const [before, after] = [operationsOf(recorded), operationsOf(actual)];
    const trouble = [
      ...[...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => `${name} differs from ${DOCUMENT} (${hint})`),
      ...[...before.keys()].filter((name) => !after.has(name)).map((name) => `${name} is gone from the contract (${hint})`),
    ];
    const same = JSON.stringify(recorded) === JSON.stringify(actual);
    return trouble.length === 0 && !same ? [`${DOCUMENT} is not what the contract says (${hint})`] : trouble;
  },
  async write(root) {
    writeFileSync(join(root, DOCUMENT), `${JSON.stringify(current(root), undefined, 2)}\n`);
  },
};
