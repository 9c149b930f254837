import { expect, test } from 'vitest';
import { redisAddress, RedisError } from '../src/index.ts';
import type { RedisSources } from '../src/redis-address.ts';

const secret = 'the-secret';

test.each<[string, Partial<RedisSources>]>([
  ['no URL', { store: 'localhost:6379' }],
  ['a URL of another scheme', { redisUrl: `http://x:${secret}@y` }],
  ['a password in the query', { store: `redis://localhost?password=${secret}` }],
  ['a fragment', { store: `redis://localhost#${secret}` }],
  ['a password that is not percent-encoded', { redisUrl: `redis://:%${secret}@localhost` }],
  ['a path that is not a database', { store: 'redis://localhost/cache' }],
  ['a database in a cluster', { store: 'redis+cluster://localhost/1' }],
])('%s is rejected in one sentence without the password', (_name, given) => {
  const find = (): unknown =>
    redisAddress({ store: undefined, passwordFile: undefined, redisUrl: undefined, ...given });
  expect(find).toThrow(RedisError);
  expect(find).toThrow(/^(--store|REDIS_URL) is not the URL of a Redis; [^\n]+\.$/);
  expect(find).not.toThrow(secret);
});

test('the user, the password, and the database of REDIS_URL are decoded', () => {
  expect(
    redisAddress({
      ...{ store: undefined, passwordFile: undefined },
      redisUrl: 'rediss://me:a%40b@[::1]:7000/3',
    }),
  ).toEqual({
    ...{ host: '::1', port: 7000, db: 3, isCluster: false, tls: true },
    ...{ username: 'me', password: 'a@b' },
  });
});
