import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createBatchStatusClient } from '../../src/index.ts';
import { createProxyHandler } from '../../src/proxy.ts';
import { serveHandler } from './serve-handler.ts';
import { apiKey, faults, idFor, workspaceId } from './proxied-service.ts';

describe('in a framework', () => {
  const handler = createProxyHandler(
    createBatchStatusClient({ baseUrl: faults, apiKey, workspaceId }),
    { authorize: () => true },
  );
  const path = (id: string): string => `/api/v1/api/batch-calls/${id}/status`;

  test('Hono passes on the requests of a route', async () => {
    const app = new Hono();
    app.get('/api/*', (context) => handler(context.req.raw));
    app.get('/other', (context) => context.text('other'));
    await using server = await serveHandler(app.fetch);
    const page = createBatchStatusClient({ baseUrl: `${server.url}/api` });
    expect(await page.getBatchStatus(idFor('good'))).toMatchObject({ total: 150 });
    expect(await (await fetch(`${server.url}/other`)).text()).toBe('other');
    expect((await fetch(server.url + path(idFor('good')), { method: 'HEAD' })).status).toBe(200);
  });

  test('a route handler of Next is the handler itself', async () => {
    const route = { GET: handler };
    const context = { params: Promise.resolve({ path: ['v1'] }) };
    type RouteHandler = (request: Request, routed: typeof context) => Promise<Response>;
    const get: RouteHandler = route.GET;
    const response = await get(new Request(`http://localhost:3000${path(idFor('good'))}`), context);
    expect(await response.json()).toMatchObject({ total: 150 });
  });
});
