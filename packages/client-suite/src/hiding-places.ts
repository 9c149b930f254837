/** Makes values that contain a secret, each in a different place where a logger may find it. */
export const hidingPlaces: Record<string, (secret: string) => unknown> = {
  'a string': (secret) => secret,
  'a message': (secret) => new Error(`It was ${secret}.`),
  'a cause': (secret) => new Error('a', { cause: new Error('b', { cause: new Error(secret) }) }),
  'a cause that is not an error': (secret) => new Error('a', { cause: { key: [secret] } }),
  'a member': (secret) => Object.assign(new Error('a'), { data: secret }),
  'a member of a cause': (secret) =>
    new Error('a', { cause: Object.assign(new Error('b'), { data: secret }) }),
  'a non-enumerable member': (secret) => hidden(new Error('a'), 'data', secret),
  'a non-enumerable member of a cause': (secret) =>
    new Error('a', { cause: hidden(new Error('b'), 'data', { body: secret }) }),
  'one of several errors': (secret) => new AggregateError([new Error('b'), new Error(secret)], 'a'),
  'a cause with several errors': (secret) =>
    new Error('a', {
      cause: new AggregateError([Object.assign(new Error('b'), { body: secret })], 'c'),
    }),
  'a member named by a symbol': (secret) =>
    Object.assign(new Error('a'), { [Symbol('x')]: secret }),
  'a non-enumerable member named by a symbol': (secret) =>
    hidden(new Error('a'), Symbol('x'), secret),
  'the name of a member': (secret) => Object.assign(new Error('a'), { [secret]: 1 }),
  'the name of a symbol': (secret) => Object.assign(new Error('a'), { [Symbol(secret)]: 1 }),
  'a getter': (secret) =>
    Object.defineProperty(new Error('a'), 'data', { get: () => ({ body: secret }) }),
  'a prototype': (secret) => Object.create({ data: secret }),
  'the name of an error': (secret) => Object.assign(new Error('a'), { name: secret }),
  'a stack': (secret) => Object.assign(new Error('a'), { stack: `at ${secret}` }),
  'the key of a map': (secret) => ({ headers: new Map([[{ key: secret }, 1]]) }),
  'the value of a map': (secret) => ({ headers: new Map([['x-api-key', { secret }]]) }),
  'a set': (secret) => [new Set([Object.assign(new Error('a'), { secret })])],
  bytes: (secret) => ({ body: new TextEncoder().encode(secret) }),
  'a buffer': (secret) => ({ body: new TextEncoder().encode(secret).buffer }),
  'the result of toJSON': (secret) => ({ toJSON: () => secret }),
  'the result of toString': (secret) => ({ toString: () => secret }),
  'a long array': (secret) => [...Array.from({ length: 1_000 }, () => 0), secret],
  'a long string': (secret) => ({ body: 'x'.repeat(20_000) + secret }),
  'a function': (secret) => Object.assign(() => undefined, { secret }),
  'a deeply nested member': (secret) =>
    Array.from({ length: 50 }).reduce<unknown>((inner) => ({ inner }), { secret }),
  'a circular structure': (secret) => {
    const circle: { self?: unknown; secret?: string } = {};
    circle.self = circle;
    circle.secret = secret;
    return circle;
  },
};

const hidden = <T extends object>(object: T, name: string | symbol, value: unknown): T =>
  Object.defineProperty(object, name, { value, enumerable: false });
