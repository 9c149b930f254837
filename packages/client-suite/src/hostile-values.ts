const fail = (): never => {
  throw new Error('It cannot be read.');
};

const trap = new Proxy({}, { get: () => fail });

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function circular(): object {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  return circle;
}

const nested = (): unknown => JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));

/** Makes values that no type allows, or that throw when they are used. */
export const hostileValues: Record<string, () => unknown> = {
  null: () => null,
  true: () => true,
  zero: () => 0,
  'a negative number': () => -1,
  'not a number': () => Number.NaN,
  'a bigint': () => 5n,
  'an empty string': () => '',
  'a string': () => 'text',
  'a long string': () => 'x'.repeat(100_000),
  'a symbol': () => Symbol('text'),
  'an empty array': () => [],
  'an array': () => ['text'],
  'a nested array': nested,
  'an empty object': () => ({}),
  'an object without a prototype': () => Object.create(null) as object,
  'an object with odd members': () => ({ 'odd\u202E': 1, toString: 1, toJSON: 1, length: -1 }),
  'a circular object': circular,
  'a function': () => () => undefined,
  'a function that throws': () => fail,
  'a class': () => Map,
  'a map': () => new Map([['apiKey', 'text']]),
  'a date': () => new Date(Number.NaN),
  'a URL': () => new URL('http://127.0.0.1:9/'),
  'a controller': () => new AbortController(),
  'an event target': () => new EventTarget(),
  'a promise': () => Promise.resolve(),
  'an object that cannot be converted': () => ({ toString: fail, valueOf: fail, toJSON: fail }),
  'an object whose getters throw': () =>
    new Proxy(
      {},
      {
        get: fail,
        ownKeys: () => ['deadline'],
        getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 1 }),
      },
    ),
  'a proxy that throws': () => new Proxy({}, trap),
  'a function that is a proxy that throws': () => new Proxy(() => undefined, trap),
  'a revoked proxy': () => revoked({}),
  'a revoked proxy of an array': () => revoked([]),
  'a revoked proxy of a function': () => revoked(() => undefined),
};
