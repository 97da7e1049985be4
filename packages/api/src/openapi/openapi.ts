import * as z from 'zod';
import { COLUMNS_TYPE } from '../columns/columns.ts';
import { conflict, problem } from '../contract/parts.ts';
import type { Route } from '../contract/route.ts';
import { API_PREFIX, ROUTES } from '../routes/index.ts';

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return schema;
};

/** OpenAPI 3.1 of the contract: derived, never written by hand. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, route] of Object.entries(ROUTES) as [string, Route][]) {
    const path = `${API_PREFIX}${route.path.replace(/:(\w+)/g, '{$1}')}`;
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(name, route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Midstream',
      version,
      description:
        'Orders in, an optimised finite-capacity plan out. Times carry their offset; money is in the reporting currency, carbon in grams CO2e.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'midstream_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: schemaOf(problem, 'output'), Conflict: schemaOf(conflict, 'output'), InColumns: IN_COLUMNS },
    },
  };
}

const IN_COLUMNS: Json = {
  description:
    'The same answer, field by field instead of row by row: it, or any of its fields, may be an object of `columns` (the format), ' +
    '`texts` (every text once) and `body` (the document as a column). A tenth to a quarter of the size; the typed client reads it.',
  type: 'object',
};

function operationOf(name: string, route: Route): Json {
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    'x-capability': route.may,
    ...(route.may === 'public' ? { security: [] } : {}),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...headersOf(route)],
    ...(route.body === undefined ? {} : { requestBody: requestBodyOf(route.body) }),
    responses: { [String(route.status)]: successOf(route), default: PROBLEM },
  };
}

const PROBLEM: Json = {
  description: 'A problem (RFC 9457) with findings; 409 and 412 name who changed what.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function parametersOf(shape: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (shape === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

function headersOf(route: Route): Json[] {
  const header = (name: string, description: string): Json => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(route.ifMatch === undefined
      ? []
      : [header('If-Match', 'ETag that was read; needed to change.'), header('If-None-Match', '`*`: make it, it must not exist.')]),
    ...(route.idempotent === true ? [header('Idempotency-Key', 'A repeated call with the same key gets the first answer.')] : []),
  ];
}

function requestBodyOf(body: z.ZodType | 'files'): Json {
  if (body !== 'files') return { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } };
  const files = { type: 'array', items: { type: 'string', format: 'binary' } };
  return { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties: { files } } } } };
}

function successOf(route: Route): Json {
  const headers = route.etag === true ? { headers: { ETag: { schema: { type: 'string' } } } } : {};
  if (route.answer === 'nothing') return { description: 'Done.' };
  if (route.answer === 'file') return { description: 'A file.', content: { 'application/octet-stream': {} } };
  if (route.answer === 'events') return { description: 'Server-sent events.', content: { 'text/event-stream': {} } };
  const content = {
    'application/json': { schema: schemaOf(route.answer, 'output') },
    ...(route.columns === true ? { [COLUMNS_TYPE]: { schema: { $ref: '#/components/schemas/InColumns' } } } : {}),
  };
  return { description: 'The answer.', ...headers, content };
}
