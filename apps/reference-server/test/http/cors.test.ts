import { expect, test } from 'vitest';
import { startServer } from '../running-server.ts';

test('a preflight needs no key, and is cached for a day', async () => {
  const server = await startServer();
  const response = await fetch(server.statusUrl('demo'), {
    method: 'OPTIONS',
    headers: {
      origin: 'https://dashboard.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-api-key,x-workspace-id',
    },
  });
  expect(response.status).toBe(204);
  expect(await response.text()).toBe('');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD, OPTIONS',
    'access-control-allow-headers': 'x-api-key, x-workspace-id, if-none-match',
    'access-control-max-age': '86400',
  });
});

test.each([
  ['a batch', 'demo', {}, 200],
  ['no change', 'demo', { 'if-none-match': '*' }, 304],
  ['an error', 'unknown', {}, 404],
])('a page can read %s', async (_, batchId, headers, status) => {
  const server = await startServer();
  const response = await server.get(batchId, headers);
  expect(response.status).toBe(status);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-expose-headers')).toBe('ETag, Retry-After');
});

test('responses tell caches that they depend on the key and the workspace', async () => {
  const server = await startServer();
  expect((await server.get('demo')).headers.get('vary')).toBe('x-api-key, x-workspace-id');
});
