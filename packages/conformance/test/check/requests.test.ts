import { describe, expect, test } from 'vitest';

import { Checker, exchangeFromHarEntry, parseContract } from '../../src/index.ts';

const ok = { responses: { '200': {}, '401': {} } };
const contractOf = (operation: object, path = '/a', root: object = {}) =>
  parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      paths: { [path]: { post: { ...ok, ...operation } } },
      ...root,
    }),
    'a.json',
  );

interface Sent {
  url?: string;
  headers?: Record<string, string>;
  postData?: object;
  bodySize?: number;
  status?: number;
}

/** The rules that a request breaks, as it is recorded in a HAR. */
function brokenBy(contract: ReturnType<typeof contractOf>, sent: Sent): string[] {
  const { url = 'http://h/a', headers = {}, status = 200, ...request } = sent;
  const pairs = Object.entries({ host: 'h', ...headers }).map(([name, value]) => ({ name, value }));
  const entry = {
    request: { method: 'POST', url, headers: pairs, bodySize: 0, ...request },
    response: { status, headers: [{ name: 'date', value: '' }], content: {} },
  };
  const checker = new Checker(contract, { requests: true });
  const findings = checker.check(exchangeFromHarEntry(entry, { file: 'a.har', entry: 0 }));
  return findings.map(({ rule, severity }) =>
    severity === 'error' ? rule : `${severity} ${rule}`,
  );
}

const numbers = { type: 'array', items: { type: 'integer' } };
const point = {
  type: 'object',
  required: ['x'],
  properties: { x: { type: 'integer' }, name: { type: 'string' } },
  additionalProperties: false,
};

const lists = { type: 'object', properties: { l: numbers } };
const orPoint = { anyOf: [point, { type: 'integer' }] };
const int64 = { type: 'integer', format: 'int64' };

/** Each style with a value that fits and one that does not. */
test.each<[place: string, style: object, schema: object, good: string, bad: string]>([
  ['query', {}, { type: 'integer' }, 'p=5', 'p=b'],
  ['query', {}, { type: 'string', pattern: '^a b$' }, 'p=a+b', 'p=ab'],
  ['query', {}, { type: ['integer', 'null'] }, 'p=', 'p=b'],
  ['query', {}, { enum: ['a', 'b'] }, 'p=a', 'p=c'],
  ['query', {}, { anyOf: [{ type: 'integer' }, numbers] }, 'p=1&p=2', 'p=1&p=b'],
  ['query', {}, numbers, 'p=1&p=2', 'p=1&p=b'],
  ['query', {}, numbers, 'p=1', 'p=b'],
  ['query', { explode: false }, numbers, 'p=1,2', 'p=1,b'],
  ['query', { style: 'spaceDelimited', explode: false }, numbers, 'p=1%202', 'p=1%20b'],
  ['query', { style: 'pipeDelimited', explode: false }, numbers, 'p=1|2', 'p=1%7Cb'],
  ['query', { style: 'deepObject', explode: true }, point, 'p[x]=1&p%5Bname%5D=5', 'p[x]=b'],
  ['query', {}, point, 'x=1&name=5', 'x=b'],
  ['query', { explode: false }, point, 'p=x,1,name,5', 'p=x,b'],
  ['query', {}, numbers, 'p[]=1&p[]=2', 'p[]=1&p[]=b'],
  ['query', {}, numbers, 'p[0]=1&p[1]=2', 'p[0]=1&p[1]=b'],
  ['query', { explode: false }, numbers, 'p=1%2C2', 'p=1%2Cb'],
  ['query', { style: 'deepObject', explode: true }, numbers, 'p[]=1&p[]=2', 'p[]=1&p[]=b'],
  ['query', { style: 'deepObject', explode: true }, numbers, 'p[0]=1&p[1]=2', 'p[0]=1&p[1]=b'],
  ['query', { style: 'deepObject', explode: true }, lists, 'p[l][]=1&p[l][]=2', 'p[l][]=b'],
  ['query', { style: 'deepObject', explode: true }, lists, 'p[l][0]=1', 'p[l][0]=1&p[l][1]=b'],
  ['query', { style: 'deepObject', explode: true }, orPoint, 'p=1', 'p=b'],
  ['query', { style: 'deepObject', explode: true }, orPoint, 'p[x]=1', 'p[x]=b'],
  ['query', { style: 'deepObject', explode: true }, point, 'p[x]=1', 'p=1'],
  ['query', {}, int64, 'p=9223372036854775807', 'p=9223372036854775808'],
  ['query', {}, { type: 'array', items: int64 }, 'p=1', 'p=1&p=9223372036854775808'],
  ['path', {}, { type: 'integer' }, '5', 'b'],
  ['path', {}, { type: 'string', pattern: String.raw`^\+\d$` }, '+1', '%201'],
  ['path', { style: 'label' }, numbers, '.1,2', '.1,b'],
  ['path', { style: 'label' }, numbers, '.1.2', '.1.b'],
  ['path', { style: 'label' }, point, '.x.1.name.5', '.x.b'],
  ['path', {}, { type: 'string', maxLength: 3 }, 'a%2Fb', 'abcd'],
  ['path', {}, numbers, '1,2', '1,b'],
  ['path', {}, point, 'x,1,name,5', 'x,b'],
  ['path', { explode: true }, point, 'x=1,name=5', 'x=b'],
  ['path', { style: 'label' }, { type: 'integer' }, '.5', '.b'],
  ['path', { style: 'label', explode: true }, numbers, '.1.2', '.1.b'],
  ['path', { style: 'matrix' }, { type: 'integer' }, ';p=5', ';p=b'],
  ['path', { style: 'matrix' }, numbers, ';p=1,2', ';p=1,b'],
  ['path', { style: 'matrix', explode: true }, numbers, ';p=1;p=2', ';p=1;p=b'],
  ['path', { style: 'matrix', explode: true }, point, ';x=1;name=5', ';x=b'],
  ['header', {}, { type: 'integer' }, '5', 'b'],
  ['header', {}, numbers, '1, 2', '1, b'],
  ['header', { explode: true }, point, 'x=1,name=5', 'x=b'],
  ['cookie', {}, { type: 'integer' }, 'q=1; p=5', 'q=1; p=b'],
  ['cookie', { explode: false }, numbers, 'p=1,2', 'p=1,b'],
  ['cookie', {}, { const: 'a b' }, 'p=a%20b', 'p=a+b'],
  ['cookie', {}, { const: 'a b' }, 'p="a b"', 'p="a  b"'],
])(
  'a %s parameter of style %j with %j may be %s, and not %s',
  (place, style, schema, good, bad) => {
    const path = place === 'path' ? '/a/{p}' : '/a';
    const contract = contractOf({ parameters: [{ name: 'p', in: place, ...style, schema }] }, path);
    const request = (text: string): Sent => {
      if (place === 'query') return { url: `http://h/a?${text}` };
      if (place === 'path') return { url: `http://h/a/${text}` };
      return { headers: { [place === 'cookie' ? 'cookie' : 'p']: text } };
    };
    expect(brokenBy(contract, request(good))).toEqual([]);
    expect(brokenBy(contract, request(bad)).slice(0, 1)).toEqual(['schema']);
  },
);

test.each<[schema: object, query: string, broken: string[]]>([
  [{ type: 'integer' }, 'other=b', []],
  [{ enum: ['a'] }, 'other=b', []],
  [{}, 'other=b', []],
  [numbers, 'other=b', []],
  [point, 'other=b', []],
  [point, 'other=b&name=c', ['schema', 'schema']],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'other=b', ['schema']],
])(
  'an optional query parameter with the schema %j may be absent beside %s: %j',
  (schema, query, broken) => {
    const contract = contractOf({ parameters: [{ name: 'p', in: 'query', schema }] });
    expect(brokenBy(contract, { url: `http://h/a?${query}` })).toEqual(broken);
  },
);

test('a required parameter must be there', () => {
  const required = (place: string) =>
    contractOf({ parameters: [{ name: 'P', in: place, required: true, schema: {} }] });
  expect(brokenBy(required('query'), {})).toEqual(['missing-parameter']);
  expect(brokenBy(required('query'), { url: 'http://h/a?Q' })).toEqual(['missing-parameter']);
  expect(brokenBy(required('query'), { url: 'http://h/a?P' })).toEqual([]);
  expect(brokenBy(required('header'), {})).toEqual(['missing-parameter']);
  expect(brokenBy(required('header'), { headers: { p: '' } })).toEqual([]);
  // Chrome removes cookies from recordings.
  expect(brokenBy(required('cookie'), {})).toEqual(['warning missing-parameter']);
});

test('a parameter of the operation replaces that of the path', () => {
  const parameter = (type: string) => [{ name: 'p', in: 'query', schema: { type } }];
  const paths = {
    '/a': { parameters: parameter('string'), post: { ...ok, parameters: parameter('integer') } },
  };
  const contract = parseContract(JSON.stringify({ openapi: '3.1.0', paths }), 'a.json');
  expect(brokenBy(contract, { url: 'http://h/a?p=b' })).toEqual(['schema']);
});

test('a rule beside the schema of a parameter keeps its severity', () => {
  const rule = { rule: 'self > 1', message: 'It is large.', severity: 'warning' };
  const schema = { type: 'integer', 'x-validations': [rule] };
  const contract = contractOf({ parameters: [{ name: 'p', in: 'query', schema }] });
  expect(brokenBy(contract, { url: 'http://h/a?p=1' })).toEqual(['warning invariant']);
});

test('a parameter can be JSON', () => {
  const content = { 'application/json': { schema: point } };
  const contract = contractOf({ parameters: [{ name: 'p', in: 'query', content }] });
  expect(brokenBy(contract, { url: 'http://h/a?p=%7B%22x%22:1%7D' })).toEqual([]);
  expect(brokenBy(contract, { url: 'http://h/a?p=%7B%7D' })).toEqual(['schema']);
  expect(brokenBy(contract, { url: 'http://h/a?p=%7B' })).toEqual(['invalid-json']);
});

describe('credentials', () => {
  const securitySchemes = {
    key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
    query: { type: 'apiKey', in: 'query', name: 'key' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    bearer: { type: 'http', scheme: 'bearer' },
    oauth: { type: 'oauth2', flows: {} },
    certificate: { type: 'mutualTLS' },
  };
  const secured = (...security: object[]) =>
    contractOf({}, '/a', { components: { securitySchemes }, security });

  test.each<[object[], Sent, string[]]>([
    [[{ key: [] }], {}, ['missing-credentials']],
    [[{ key: [] }], { headers: { 'x-api-key': 'k' } }, []],
    [[{ key: [] }], { status: 401 }, []],
    [[{ key: [] }, {}], {}, []],
    [[{ key: [] }, { query: [] }], { url: 'http://h/a?key=1' }, []],
    [[{ key: [], query: [] }], { url: 'http://h/a?key=1' }, ['missing-credentials']],
    [[{ query: [] }], {}, ['missing-credentials']],
    [[{ cookie: [] }], { headers: { cookie: 'a=b; sid=1' } }, []],
    [[{ cookie: [] }], {}, ['warning missing-credentials']],
    [[{ bearer: [] }], { headers: { authorization: 'Bearer x' } }, []],
    [[{ bearer: [] }], { headers: { authorization: 'Basic x' } }, ['missing-credentials']],
    [[{ bearer: [] }], {}, ['warning missing-credentials']],
    [[{ oauth: ['read'] }], { headers: { authorization: 'Bearer x' } }, []],
    [[{ certificate: [] }], {}, []],
    [[], {}, []],
  ])('%j of the request %j: %j', (security, sent, broken) => {
    expect(brokenBy(secured(...security), sent)).toEqual(broken);
  });

  test('the security of an operation replaces that of the contract', () => {
    const root = { components: { securitySchemes }, security: [{ key: [] }] };
    expect(brokenBy(contractOf({ security: [] }, '/a', root), {})).toEqual([]);
  });
});

describe('a body', () => {
  const form = 'application/x-www-form-urlencoded';
  const content = { 'application/json': { schema: point }, [form]: { schema: point } };
  const contract = contractOf({ requestBody: { required: true, content } });
  const json = (text: string) => ({ mimeType: 'application/json', text });

  test.each<[Sent, string[]]>([
    [{ postData: json('{"x":1}') }, []],
    [{ postData: json('{"x":"b"}') }, ['schema']],
    [{ postData: json('{') }, ['invalid-json']],
    [{ postData: { mimeType: 'text/csv', text: 'a' } }, ['undeclared-media-type']],
    [{}, ['missing-body']],
    // Safari and proxies may leave out the text.
    [{ bodySize: 9 }, []],
    [{ postData: { mimeType: form, text: 'x=1' } }, []],
    [{ postData: { mimeType: form, text: '', params: [{ name: 'x', value: 'b' }] } }, ['schema']],
    [{ postData: { mimeType: form, params: [{ name: 'x', value: '1' }] } }, []],
    [{ postData: json('{"x":"b"}'), status: 401 }, []],
  ])('of the request %j breaks %j', (sent, broken) => {
    expect(brokenBy(contract, sent)).toEqual(broken);
  });

  test('may be missing if it is not required', () => {
    expect(brokenBy(contractOf({ requestBody: { content } }), {})).toEqual([]);
  });
});

test('of a request that was recorded without headers, none is missing', () => {
  const parameters = [{ name: 'X-A', in: 'header', required: true, schema: {} }];
  const securitySchemes = { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } };
  const root = { components: { securitySchemes }, security: [{ key: [] }] };
  const checker = new Checker(contractOf({ parameters }, '/a', root), { requests: true });
  const entry = {
    request: { method: 'POST', url: 'http://h/a', headers: [] },
    response: { status: 200, headers: [], content: {} },
  };
  expect(checker.check(exchangeFromHarEntry(entry, { file: 'a.har', entry: 0 }))).toEqual([]);
});

test('requests are not checked unless the option asks for it', () => {
  const contract = contractOf({
    parameters: [{ name: 'p', in: 'query', required: true, schema: {} }],
  });
  const entry = {
    request: { method: 'POST', url: 'http://h/a', headers: [] },
    response: { status: 200, headers: [], content: {} },
  };
  const exchange = exchangeFromHarEntry(entry, { file: 'a.har', entry: 0 });
  expect(new Checker(contract).check(exchange)).toEqual([]);
});
