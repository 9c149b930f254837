import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathMatcher } from '../../src/http/path-matcher.ts';

const match = pathMatcher('/v1/batches/{batchId}/status');

test.each([
  ['/v1/batches/demo/status', 'demo'],
  ['/v1/batches/demo/status?a=b/status', 'demo'],
  ['/v1/batches/demo/status#top', 'demo'],
  ['/v1/%62atches/d%C3%A9mo/status', 'démo'],
  ['/v1/batches/a%2Fb/status', 'a/b'],
  ['/v1/batches/a%252Fb/status', 'a%2Fb'],
  ['/v1/batches/a;b+c/status', 'a;b+c'],
  ['/v1/batches//status', ''],
  ['http://127.0.0.1:80/v1/batches/demo/status', 'demo'],
  ['HTTPS://example.org/v1/batches/demo/status?x', 'demo'],
])('%s has the parameter %s', (target, batchId) => {
  expect(match(target)).toBe(batchId);
});

test.each([
  ...['/', '', '*', 'http://example.org', '/v1/batches/demo', '/v1/batches/demo/status/'],
  ...['//v1/batches/demo/status', '/V1/batches/demo/status', '/v1/batches/a/b/status'],
  ...[
    '/v1/batches%2Fdemo/status',
    '/v1/batches/demo?/status',
    'example.org/v1/batches/demo/status',
  ],
  ...['/%C3', '/v1/%zz/demo/status'],
  ...['/x/v1/batches/demo/status', 'ftp://example.org/v1/batches/demo/status'],
])('"%s" does not match', (target) => {
  expect(match(target)).toBeUndefined();
});

test.each(['/v1/batches/%/status', '/v1/batches/%zz/status', '/v1/batches/%ff/status'])(
  '%s is not correctly encoded',
  (target) => {
    expect(() => match(target)).toThrow(URIError);
  },
);

test('an encoded parameter is decoded to what it was', () => {
  const parameter = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(parameter, (batchId) => {
      expect(match(`/v1/batches/${encodeURIComponent(batchId)}/status`)).toBe(batchId);
    }),
  );
});
