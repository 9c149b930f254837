import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateLimiter } from '../../src/status/rate-limit.ts';
import { credentials, startServer } from '../running-server.ts';

test('no period has more requests than allowed, wherever it begins', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.nat(400), { maxLength: 200 }),
      (requests, pauses) => {
        const take = rateLimiter({ requests, period: 1000 });
        const allowed: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          const wait = take(now);
          const inPeriod = allowed.filter((at) => at > now - 1000);
          expect(wait === 0).toBe(inPeriod.length < requests);
          expect(wait).toBe(wait === 0 ? 0 : inPeriod[0]! + 1000 - now);
          if (wait === 0) allowed.push(now);
        }
      },
    ),
  );
});

test('a request at the moment when it is allowed counts like any other', () => {
  const take = rateLimiter({ requests: 1, period: 1000 });
  expect([0, 1000, 1500, 2000].map(take)).toEqual([0, 0, 500, 0]);
});

test('if the clock is set back, no client waits longer than the period', () => {
  const take = rateLimiter({ requests: 1, period: 1000 });
  expect(take(1_000_000)).toBe(0);
  expect(take(0)).toBe(1000);
});

test('a request above the limit gets a 429 with the time until one is allowed', async () => {
  let now = 5_000_000;
  const server = await startServer({
    now: () => now,
    rateLimit: { requests: 2, period: 60_000 },
  });
  const status = async (headers?: Record<string, string>): Promise<number> =>
    (await server.get('steady', headers)).status;
  expect(await status()).toBe(200);
  now += 20_500;
  expect(await status({ 'if-none-match': '*' })).toBe(304);
  const refused = await server.get('steady');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('40');
  expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After');
  expect(await refused.json()).toEqual({
    error: 'Too many requests',
    message: expect.any(String),
  });
  now += 39_500;
  expect(await status()).toBe(200);
});

test('requests without a key and preflights do not count', async () => {
  const server = await startServer({ rateLimit: { requests: 1, period: 3_600_000 } });
  expect((await fetch(server.statusUrl('steady'))).status).toBe(401);
  expect((await fetch(server.statusUrl('steady'), { method: 'OPTIONS' })).status).toBe(204);
  expect((await server.get('steady')).status).toBe(200);
  const head = await fetch(server.statusUrl('steady'), { method: 'HEAD', headers: credentials });
  expect(head.status).toBe(429);
  expect(await head.text()).toBe('');
});

test.each([
  [
    { requests: 0, period: 1000 },
    '`rateLimit.requests` must be an integer from 1 to 1000000; got 0.',
  ],
  [
    { requests: 1.5, period: 1000 },
    '`rateLimit.requests` must be an integer from 1 to 1000000; got 1.5.',
  ],
  [{ requests: 1_000_001, period: 1000 }, 'from 1 to 1000000; got 1000001.'],
  [{ requests: 1, period: 0 }, 'greater than 0; got 0.'],
  [{ requests: 1, period: Infinity }, 'greater than 0; got Infinity.'],
])('the limit %j is rejected', async (rateLimit, message) => {
  await expect(startServer({ rateLimit })).rejects.toThrow(message);
});

test('a limit can allow at most a million requests', () => {
  expect(rateLimiter({ requests: 1_000_000, period: 1000 })(0)).toBe(0);
});
