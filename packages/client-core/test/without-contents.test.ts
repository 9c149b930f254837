import { inspect, types } from 'node:util';
import { expect, test } from 'vitest';
import { withoutContents } from '../src/errors/without-contents.ts';

const secret = 'planted-secret-4b02';
const all = (value: unknown): string => inspect(value, { depth: Infinity, showHidden: true });

/** The error of Node for a refused connection. */
const refused = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), {
    ...{ code: 'ECONNREFUSED', errno: -111, syscall: 'connect' },
    ...{ address: '127.0.0.1', port: 9 },
  });

test('an error without parts of a request or response stays the same object', () => {
  const error = new TypeError('fetch failed', {
    cause: new AggregateError([refused(), refused()], 'two addresses'),
  });
  expect(withoutContents(error)).toBe(error);
});

test.each<[string, (error: Error) => unknown]>([
  ['a member', (error) => Object.assign(error, { data: secret })],
  ['an object', (error) => Object.assign(error, { request: { headers: { key: secret } } })],
  ['bytes', (error) => Object.assign(error, { body: Buffer.from(secret) })],
  ['a hidden member', (error) => Object.defineProperty(error, 'data', { value: secret })],
  ['a getter', (error) => Object.defineProperty(error, 'data', { get: () => secret })],
  ['a symbol', (error) => Object.assign(error, { [Symbol('data')]: secret })],
  ['a function', (error) => Object.assign(error, { read: Object.assign(() => 0, { secret }) })],
  ['a code that is none', (error) => Object.assign(error, { code: { secret } })],
  ['a cause that is not an error', (error) => Object.assign(error, { cause: secret })],
  [
    'a member of a cause',
    (error) => Object.assign(error, { cause: Object.assign(refused(), { data: secret }) }),
  ],
  [
    'one of several errors',
    (error) =>
      Object.assign(error, { errors: [refused(), Object.assign(refused(), { data: secret })] }),
  ],
])('what an error holds in %s is left out', (_where, plant) => {
  const error = refused();
  plant(error);
  const clean = withoutContents(error)!;
  expect(types.isNativeError(clean)).toBe(true);
  expect(clean.stack).toBe(error.stack);
  expect(all(clean)).not.toMatch(/planted|70 6c 61 6e/);
  expect(all(clean)).toContain('connect ECONNREFUSED 127.0.0.1:9');
});

test('an error keeps its class and its cause', () => {
  class ParserError extends Error {
    override readonly name = 'ParserError';
    readonly data = secret;
  }
  const error = new TypeError('fetch failed', { cause: new ParserError('no HTTP') });
  const clean = withoutContents(error);
  expect(clean).toBeInstanceOf(TypeError);
  expect(clean?.cause).toBeInstanceOf(ParserError);
  expect(clean?.cause).toMatchObject({ name: 'ParserError', message: 'no HTTP' });
});

test('an error that is its own cause does not recurse forever', () => {
  const error: Error = refused();
  error.cause = error;
  expect(withoutContents(error)).toBeInstanceOf(Error);
});

test.each([secret, { data: secret }, null, undefined])(
  'a value that is not an error is removed: %j',
  (thrown) => {
    expect(withoutContents(thrown)).toBeUndefined();
  },
);
