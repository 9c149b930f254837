import { inspect, types } from 'node:util';
import { describe, expect, test } from 'vitest';
import { withoutContents } from '../../src/errors/without-contents.ts';

const secret = 'planted-secret-4b02';
const phoneNumber = '+1 (555) 010-0199';
const all = (value: unknown): string =>
  inspect(value, { depth: Infinity, showHidden: true, getters: true });

/** The error of Node for a refused connection. */
const refused = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED ::1:9'), {
    ...{ code: 'ECONNREFUSED', errno: -111, syscall: 'connect' },
    ...{ address: '192.168.100.200', port: 9 },
  });

test('an error keeps its name, its message, and what identifies it', () => {
  const cause = new AggregateError([refused(), refused()], 'two addresses');
  const clean = withoutContents(new TypeError('fetch failed', { cause }))!;
  expect(types.isNativeError(clean)).toBe(true);
  expect(clean).toMatchObject({ name: 'TypeError', message: 'fetch failed' });
  expect(clean.cause).toMatchObject({ name: 'AggregateError', message: 'two addresses' });
  const { errors } = clean.cause as AggregateError;
  expect(errors).toHaveLength(2);
  expect(Object.entries(errors[1])).toEqual(expect.arrayContaining(Object.entries(refused())));
});

test('an error keeps the frames of its stack, but not lines of its message that look like frames', () => {
  const message = 'no\n    at all (file.ts:1:2)';
  const frames = `    at get (file:///app/a.ts:120:3456)
    at async node:internal/deps/undici/undici:16416:13`;
  const stack = `TypeError: ${message}\n${frames}\n    at new Promise (<anonymous>)`;
  const clean = withoutContents(Object.assign(new TypeError(message), { stack }));
  expect(clean?.stack).toBe(`TypeError: no     at all (file.ts:1:2)\n${frames}`);
});

test('the frames of other engines are kept too', () => {
  const frames = ['get@https://app.example/app.js:120:3456', '@https://app.example/app.js:7:8'];
  const error = Object.assign(new Error('lost'), { stack: [...frames, ''].join('\n') });
  expect(withoutContents(error)?.stack).toBe(`Error: lost\n${frames.join('\n')}`);
});

class Indiscreet extends Error {
  readonly #data = secret;
  get data(): string {
    return this.#data;
  }
  toJSON(): string {
    return this.#data;
  }
}

describe('what an error contains is left out', () => {
  test.each<[string, (error: Error) => unknown]>([
    ['a member', (error) => Object.assign(error, { data: secret })],
    ['an object', (error) => Object.assign(error, { request: { headers: { key: secret } } })],
    ['bytes', (error) => Object.assign(error, { body: new TextEncoder().encode(secret) })],
    ['a number', (error) => Object.assign(error, { code: 15_550_100_199, errno: 15_550_100_199 })],
    ['a hidden member', (error) => Object.defineProperty(error, 'data', { value: secret })],
    ['a getter', (error) => Object.defineProperty(error, 'data', { get: () => secret })],
    ['a symbol', (error) => Object.assign(error, { [Symbol('data')]: secret })],
    ['the name of a member', (error) => Object.assign(error, { [secret]: 1 })],
    ['a function', (error) => Object.assign(error, { read: Object.assign(() => 0, { secret }) })],
    ['a prototype', (error) => Object.setPrototypeOf(error, new Indiscreet())],
    ['toJSON', (error) => Object.assign(error, { toJSON: () => secret })],
    ['a code that is not a text', (error) => Object.assign(error, { code: { secret } })],
    ['a cause that is not an error', (error) => Object.assign(error, { cause: { key: secret } })],
    ['a text as a cause', (error) => Object.assign(error, { cause: secret })],
    ['a stack', (error) => Object.assign(error, { stack: `at ${secret}\n    at ${secret}` })],
    [
      'a member of a cause',
      (error) => Object.assign(error, { cause: Object.assign(refused(), { data: secret }) }),
    ],
    [
      'one of several errors',
      (error) =>
        Object.assign(error, { errors: [refused(), Object.assign(refused(), { data: secret })] }),
    ],
  ])('in %s', (_where, plant) => {
    const error = refused();
    plant(error);
    const clean = withoutContents(error)!;
    expect(all(clean)).not.toMatch(/planted|70 6c 61 6e|112,\s*108|15550100199/);
    expect(JSON.stringify(clean)).not.toContain('planted');
    expect(clean.message).toBe('connect ECONNREFUSED ::1:9');
  });

  const members = ['name', 'message', 'code', 'syscall', 'address', 'hostname', 'reason', 'stack'];
  test.each(members)(
    'if it is a secret, or looks like a phone number, in the text of %s',
    (name) => {
      const text = `was ${secret},\n    at ${secret} (call ${phoneNumber}:1:2)`;
      const clean = withoutContents(Object.assign(refused(), { [name]: text }), [secret]);
      expect(all(clean)).toContain('•••');
      expect(all(clean)).not.toMatch(/planted|555/);
    },
  );
});

test('an error of another realm, and an object that is not an error, become an error', () => {
  const clean = withoutContents({ message: 'lost', code: 'EPIPE', data: secret });
  expect(types.isNativeError(clean)).toBe(true);
  expect(clean).toMatchObject({ name: 'Error', message: 'lost', code: 'EPIPE' });
  expect(clean).not.toHaveProperty('data');
});

describe('an error that cannot be read in full becomes an error', () => {
  const fail = (): never => {
    throw new Error('It cannot be read.');
  };

  test('if it is its own cause', () => {
    const error: Error = refused();
    error.cause = error;
    expect(withoutContents(error)).not.toHaveProperty('cause');
  });

  test('if its causes never end', () => {
    const endless = (): object => ({
      get cause() {
        return endless();
      },
      get errors() {
        return [1, 2, 3].map(endless);
      },
    });
    expect(all(withoutContents(endless())).split('Error: ').length).toBeLessThan(50);
  });

  test('if it has a million errors', () => {
    const error = new AggregateError(
      Array.from({ length: 1_000_000 }, () => 'lost'),
      'all lost',
    );
    expect(withoutContents(error)).toMatchObject({ message: 'all lost', errors: [] });
  });

  test.each(['name', 'message', 'stack', 'code', 'cause', 'errors'])(
    'if the getter of its %s throws',
    (name) => {
      const error = Object.defineProperty(refused(), name, { get: fail });
      expect(withoutContents(error)?.stack).toContain('Error: ');
    },
  );

  test('if it is a revoked proxy', () => {
    const { proxy, revoke } = Proxy.revocable(new Error('lost'), {});
    revoke();
    expect(withoutContents(proxy)).toMatchObject({ name: 'Error', message: '' });
  });

  test('if its members are not texts', () => {
    const odd = { message: Symbol('a'), name: null, stack: {}, errors: { length: 1 }, cause: 1n };
    expect(withoutContents(odd)).toMatchObject({ message: '', name: 'Error' });
  });
});

test.each([secret, 7, null, undefined, Symbol('lost')])(
  'a value that is not an object is removed: %j',
  (thrown) => {
    expect(withoutContents(thrown)).toBeUndefined();
  },
);
