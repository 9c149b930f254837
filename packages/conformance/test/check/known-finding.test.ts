import { expect, test } from 'vitest';

import { knownFinding } from '../../src/analysis.ts';
import { checkExchange, parseContract } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const items = {
  type: 'array',
  items: { type: 'object', required: ['a', 'b'], properties: { a: { enum: [1] } } },
};
const ok = {
  description: '',
  content: {
    'application/json': {
      schema: { type: 'object', properties: { items, other: items, 2: { type: 'null' } } },
    },
  },
};
const contractAt = (file: string, before = '') => {
  const responses = { 200: ok, 201: ok, 204: { description: '' } };
  const paths = { '/a': { get: { responses } } };
  return parseContract(`${before}${JSON.stringify({ openapi: '3.1.0', paths })}`, file);
};

interface Sent {
  body?: string;
  status?: number;
  strict?: boolean;
  file?: string;
  before?: string;
}

function known({
  body = '{}',
  status = 200,
  strict = false,
  file = 'api/a.json',
  before = '',
}: Sent) {
  const sent = exchange({ url: 'http://h/a', body, status });
  return checkExchange(contractAt(file, before), sent, { strict }).map((finding) =>
    knownFinding(finding, file),
  );
}

const itemsWith = (count: number, item: object): string =>
  JSON.stringify({ items: [...Array.from({ length: count }, () => ({ a: 1, b: 1 })), item] });

test.each<[string, Sent, Sent]>([
  ['another index', { body: itemsWith(0, { a: 1 }) }, { body: itemsWith(12, { a: 1 }) }],
  ['a fraction', { body: itemsWith(0, { a: 2, b: 1 }) }, { body: itemsWith(0, { a: 2.5, b: 1 }) }],
  ['another length', { body: '[1' }, { body: '[1, 2, 3' }],
  ['an unwanted body of another length', { status: 204, body: 'a' }, { status: 204, body: 'abc' }],
  [
    'more members',
    { strict: true, body: '{"x":1}' },
    { strict: true, body: '{"x":1,"y":1,"z":1}' },
  ],
  [
    'another folder',
    { body: itemsWith(0, {}) },
    { body: itemsWith(0, {}), file: '/elsewhere/b.json' },
  ],
  ['other lines', { body: itemsWith(0, {}) }, { body: itemsWith(0, {}), before: '\n\n' }],
])('a finding is the same with %s', (_, one, other) => {
  expect(known(one).length).toBeGreaterThan(0);
  expect(known(one)).toEqual(known(other));
});

test.each<[string, Sent, Sent]>([
  ['another missing member', { body: itemsWith(0, { a: 1 }) }, { body: itemsWith(0, { b: 1 }) }],
  ['another status', { body: itemsWith(0, {}) }, { body: itemsWith(0, {}), status: 201 }],
  ['another member', { body: '{"items":1}' }, { body: '{"other":1}' }],
  ['another type', { body: '{"items":1}' }, { body: '{"items":"1"}' }],
  ['another undeclared status', { status: 418 }, { status: 419 }],
  ['another cause', { body: '<html>' }, { body: '[1' }],
])('a finding is another one with %s', (_, one, other) => {
  expect(known(one).length).toBeGreaterThan(0);
  expect(known(one)).not.toEqual(known(other));
});

test('what the contract states is left out, since its place is named', () => {
  expect(known({ body: itemsWith(3, { a: 2, b: 1 }) })).toEqual([
    {
      rule: 'schema',
      message: 'The body of the 200 of GET /a: at /items/*/a: found a number',
      contract:
        '#/paths/~1a/get/responses/200/content/application~1json/schema/properties/items/items/properties/a/enum',
    },
  ]);
});

test('a place in another file is named relative to the contract', () => {
  const finding = {
    rule: 'schema',
    severity: 'error',
    message: 'It is wrong.',
    in: { file: 'a.har', entry: 0 },
    contract: { file: 'api/parts/thing.yaml', line: 1, column: 1, pointer: '/Thing/type' },
  } as const;
  expect(knownFinding(finding, 'api/a.yaml').contract).toBe('parts/thing.yaml#/Thing/type');
  expect(knownFinding(finding, 'api/parts/a.yaml').contract).toBe('thing.yaml#/Thing/type');
  const inMetaSchema = { ...finding, contract: { ...finding.contract, file: 'https://h/schema' } };
  expect(knownFinding(inMetaSchema, 'api/a.yaml').contract).toBe('https://h/schema#/Thing/type');
});
