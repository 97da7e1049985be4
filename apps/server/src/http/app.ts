import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import files from '@fastify/static';
import { openApiDocument } from '@midstream/api';
import type { FastifyInstance } from 'fastify';
import fastify, { LogController } from 'fastify';
import type { Logger } from 'pino';
import { report } from '../codes.ts';
import { notFound, Refused } from '../refused.ts';
import { HANDLERS } from '../services/index.ts';
import { VERSION } from '../services/session.ts';
import type { House } from './call.ts';
import type { Metrics } from './metrics.ts';
import { BODY_BYTES, FILE_BYTES } from './limits.ts';
import { sendProblem } from './problems.ts';
import { READER_PAGE, READER_SCRIPT, READER_STYLE } from './reader-page.ts';
import { registerRoutes } from './register-routes.ts';

const WEB_PAGES = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** The HTTP side of a house: API, its description, health, metrics and the built web pages. */
export async function buildApp(house: House, metrics: Metrics, logger: Logger): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: BODY_BYTES,
    trustProxy: trustedHops(house.settings.trustProxy),
    logController: new LogController({ disableRequestLogging: true }),
    // Whoever waits for an answer gets it; streams, which never end by themselves, are ended before.
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 600 },
  }) as unknown as FastifyInstance;
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => {
    sendProblem(notFound('page', request.url.split('?')[0]?.slice(0, 200) ?? ''), request, reply);
  });
  await protect(app, house);
  metrics.watch(app);
  await app.register(async (inner) => {
    registerRoutes(inner, house, HANDLERS);
    house.signOn?.register(inner);
  });
  registerOwnPages(app, house, metrics);
  await registerWebPages(app);
  return app;
}

/**
 * The header that names the caller grows at its end with every proxy it passes: only as many entries are believed as there are proxies of
 * ours. Whatever a caller wrote before them is not.
 */
const trustedHops = (proxies: number) => (proxies === 0 ? false : (_address: string, hop: number): boolean => hop < proxies);

async function protect(app: FastifyInstance, house: House): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Plain HTTP on a plant's own network is allowed; behind TLS the proxy says how strict to be.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: FILE_BYTES, files: 60, fields: 20, parts: 80 } });
  await app.register(rateLimit, {
    global: true,
    max: house.settings.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => request.url === '/health' || request.url === '/ready',
    errorResponseBuilder: (_request, { ttl }) => new Refused(429, [report('server.too-many', { seconds: Math.ceil(ttl / 1000) })]),
  });
}

function registerOwnPages(app: FastifyInstance, house: House, metrics: Metrics): void {
  const document = JSON.stringify(openApiDocument(VERSION));
  app.get('/health', async () => ({ status: 'ok', version: VERSION }));
  app.get('/ready', async () => {
    await house.database.rows('select 1');
    return { status: 'ready' };
  });
  app.get('/metrics', async (request, reply) => {
    // Figures of the house are nobody's business outside, nor of whoever comes through a proxy on this machine.
    const isPassedOn = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => request.headers[name] !== undefined);
    if (isPassedOn || !['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip)) throw notFound('page', '/metrics');
    return await reply.type(metrics.contentType).send(await metrics.text());
  });
  app.get('/api/openapi.json', async (_request, reply) => await reply.type('application/json').send(document));
  app.get('/api', async (_request, reply) => await reply.type('text/html; charset=utf-8').send(READER_PAGE));
  app.get('/api/reader.js', async (_request, reply) => await reply.type('text/javascript; charset=utf-8').send(READER_SCRIPT));
  app.get('/api/reader.css', async (_request, reply) => await reply.type('text/css; charset=utf-8').send(READER_STYLE));
}

/** The pages, where they were built. Their addresses are the pages' own business, so all that is no file gets the first page. */
async function registerWebPages(app: FastifyInstance): Promise<void> {
  if (!existsSync(`${WEB_PAGES}index.html`)) {
    app.log.warn('the web pages are not built: npm run build -w apps/web; the API answers without them');
    return;
  }
  await app.register(files, {
    root: WEB_PAGES,
    wildcard: false,
    maxAge: '365d',
    immutable: true,
    setHeaders: (reply, path) => {
      if (path.endsWith('.html')) reply.header('cache-control', 'no-cache');
    },
  });
  app.get('/*', async (request, reply) => {
    const isPage = request.headers.accept?.includes('text/html') ?? false;
    if (!isPage || request.url.startsWith('/api/')) throw notFound('page', request.url.split('?')[0]?.slice(0, 200) ?? '');
    return await reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
  });
}
