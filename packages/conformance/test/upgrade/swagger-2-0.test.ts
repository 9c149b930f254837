import { describe, expect, test } from 'vitest';

import { Checker, parseContract, type Finding } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const text = `swagger: "2.0"
info: { title: Things, version: "1" }
host: api.example
basePath: /v1
schemes: [https]
produces: [application/json]
consumes: [application/json]
parameters:
  Size: { name: size, in: query, type: integer, minimum: 1 }
  Body:
    name: thing
    in: body
    required: true
    schema: { $ref: "#/definitions/Thing" }
responses:
  Problem:
    description: A problem.
    schema: { type: object, required: [detail] }
paths:
  /things:
    parameters:
      - { name: page, in: query, type: integer }
    get:
      parameters:
        - $ref: "#/parameters/Size"
      responses:
        200:
          description: Things.
          headers: { X-Rate: { type: integer, minimum: 2 } }
          schema: { type: array, items: { $ref: "#/definitions/Thing" } }
        404: { $ref: "#/responses/Problem" }
    post:
      parameters:
        - { name: trace, in: header, type: string, minLength: 3 }
        - $ref: "#/parameters/Body"
      responses: { 201: { description: It was added. } }
  /texts:
    get:
      produces: [text/plain]
      responses:
        200: { description: A text., schema: { type: string, maxLength: 3 } }
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - { name: age, in: formData, type: integer, minimum: 4, required: true }
      responses: { 201: { description: It was added. } }
definitions:
  Thing:
    type: object
    required: [name]
    properties:
      name: { type: string }
      note: { type: string, x-nullable: true }
      above: { type: number, minimum: 5, exclusiveMinimum: true }
`;

const contract = parseContract(text, 'things.yaml');
const json = { 'content-type': 'application/json' };
const plain = { 'content-type': 'text/plain' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const things = 'https://api.example/v1/things';
const texts = 'https://api.example/v1/texts';

type Recorded = Parameters<typeof exchange>[0];

interface Sent {
  headers: Record<string, string>;
  body: string;
}

function found(recorded: Recorded, sent?: Sent): Finding[] {
  const { request, ...others } = exchange({ headers: json, ...recorded });
  const checked = { ...others, request: { ...request, ...sent } };
  return new Checker(contract, { requests: true }).check(checked);
}

const added: Recorded = { method: 'POST', status: 201, headers: {}, body: undefined };
const name = { headers: json, body: '{"name":"a"}' };

describe('a contract in Swagger 2.0', () => {
  test.each<[string, Recorded, Sent?]>([
    ['an array', { url: things, body: [{ name: 'a', note: null, above: 6 }] }],
    ['a header', { url: things, headers: { ...json, 'x-rate': '2' }, body: [] }],
    ['a shared response', { url: things, status: 404, body: { detail: 'a' } }],
    ['parameters', { url: `${things}?size=1&page=1`, body: [] }],
    ['a body', { ...added, url: things }, name],
    ['media types of an operation', { url: texts, headers: plain, body: 'abc' }],
    ['a form', { ...added, url: texts }, { headers: form, body: 'age=4' }],
  ])('allows %s', (_, recorded, sent) => {
    expect(found(recorded, sent)).toEqual([]);
  });

  test.each<[string, string, string, Recorded, Sent?]>([
    [
      'a member',
      '/definitions/Thing/properties/name/type',
      'type: string',
      { url: things, body: [{ name: 1 }] },
    ],
    [
      'a bound',
      '/definitions/Thing/properties/above/minimum',
      'minimum: 5',
      { url: things, body: [{ name: 'a', above: 5 }] },
    ],
    [
      'an array',
      '/paths/~1things/get/responses/200/schema/type',
      'type: array',
      { url: things, body: {} },
    ],
    [
      'a header',
      '/paths/~1things/get/responses/200/headers/X-Rate/minimum',
      'minimum: 2',
      { url: things, headers: { ...json, 'x-rate': '1' }, body: [] },
    ],
    [
      'a shared response',
      '/responses/Problem/schema/required',
      'required: [detail]',
      { url: things, status: 404, body: {} },
    ],
    [
      'a shared parameter',
      '/parameters/Size/minimum',
      'minimum: 1',
      { url: `${things}?size=0`, body: [] },
    ],
    [
      'a parameter of the path',
      '/paths/~1things/parameters/0/type',
      'type: integer',
      { url: `${things}?page=a`, body: [] },
    ],
    [
      'a parameter before a body',
      '/paths/~1things/post/parameters/0/minLength',
      'minLength: 3',
      { ...added, url: things },
      { ...name, headers: { ...json, trace: 'ab' } },
    ],
    [
      'a member of a body',
      '/definitions/Thing/required',
      'required: [name]',
      { ...added, url: things },
      { headers: json, body: '{}' },
    ],
    [
      'a missing body',
      '/paths/~1things/post/parameters/1',
      '$ref: "#/parameters/Body"',
      { ...added, url: things },
      { headers: {}, body: '' },
    ],
    [
      'a media type',
      '/paths/~1texts/get/responses/200',
      '200: { description: A text.',
      { url: texts, headers: json, body: '"abc"' },
    ],
    [
      'a text',
      '/paths/~1texts/get/responses/200/schema/maxLength',
      'maxLength: 3',
      { url: texts, headers: plain, body: 'abcd' },
    ],
    [
      'a field of a form',
      '/paths/~1texts/post/parameters/0/minimum',
      'minimum: 4',
      { ...added, url: texts },
      { headers: form, body: 'age=3' },
    ],
  ])('reports %s where the file says otherwise', (_, pointer, written, recorded, sent) => {
    const [finding, ...others] = found(recorded, sent);
    expect(others).toEqual([]);
    const { line, column, pointer: at } = finding!.contract;
    expect(at).toBe(pointer);
    expect(text.split('\n')[line - 1]!.slice(column - 1, column - 1 + written.length)).toBe(
      written,
    );
  });

  test('has the path of its server', () => {
    const checker = new Checker(contract);
    checker.check(exchange({ url: 'https://api.example/v2/things', body: [] }));
    expect(checker.summary.checked).toBe(0);
  });
});

test('a contract without media types allows any', () => {
  const open = parseContract(
    `swagger: "2.0"
paths:
  /a: { get: { responses: { 200: { description: A., schema: { type: integer } } } } }
`,
    'a.yaml',
  );
  const check = (type: string, body: string) =>
    new Checker(open)
      .check(exchange({ url: 'http://h/a', headers: { 'content-type': type }, body }))
      .map(({ rule }) => rule);
  expect(check('application/vnd.a+json', '1')).toEqual([]);
  expect(check('application/json', '"a"')).toEqual(['schema']);
});

/** The rules that a request breaks. */
function broken(
  description: object,
  request: Pick<Recorded & object, 'url'> & Partial<Sent>,
): string[] {
  const { url, headers = {}, body } = request;
  const swagger = { swagger: '2.0', host: 'api.example', ...description };
  const checker = new Checker(parseContract(JSON.stringify(swagger), 'a.json'), { requests: true });
  const findings = checker.check({
    request: { method: 'POST', url: url!, headers, ...(body === undefined ? {} : { body }) },
    response: { status: 204, headers: {}, body: undefined },
    source: { file: 'a.har', entry: 0 },
  });
  return [
    ...findings.map(({ rule }) => rule),
    ...(checker.summary.checked === 1 ? [] : ['out of scope']),
  ];
}

const posted = (parameters: object[], path = '/a') => ({
  paths: { [path]: { post: { parameters, responses: { 204: { description: 'Done.' } } } } },
});

test.each([
  ['query', 'csv', ','],
  ['query', 'ssv', '%20'],
  ['query', 'tsv', '%09'],
  ['query', 'pipes', '|'],
  ['path', 'csv', ','],
  ['path', 'ssv', '%20'],
  ['path', 'tsv', '%09'],
  ['path', 'pipes', '%7C'],
  ['header', 'csv', ','],
  ['header', 'ssv', ' '],
  ['header', 'tsv', '\t'],
  ['header', 'pipes', '|'],
  ['formData', undefined, ','],
  ['formData', 'csv', '%2C'],
  ['formData', 'ssv', '+'],
  ['formData', 'pipes', '|'],
])('a list in a %s with the format %s is separated by %j', (place, collectionFormat, separator) => {
  const list = { in: place, name: 'n', required: true, type: 'array', items: { type: 'integer' } };
  const path = place === 'path' ? '/a/{n}' : '/a';
  const description = posted(
    [{ ...list, ...(collectionFormat ? { collectionFormat } : {}) }],
    path,
  );
  const sent = (value: string) => {
    if (place === 'query') return { url: `https://api.example/a?n=${value}` };
    if (place === 'path') return { url: `https://api.example/a/${value}` };
    const url = 'https://api.example/a';
    return place === 'header'
      ? { url, headers: { n: value } }
      : { url, headers: form, body: `n=${value}` };
  };
  expect(broken(description, sent(`1${separator}2`))).toEqual([]);
  expect(broken(description, sent(`1${separator}b`))).toEqual(['schema']);
});

test('a description without schemes describes servers with and without TLS', () => {
  const description = posted([]);
  expect(broken(description, { url: 'https://api.example/a' })).toEqual([]);
  expect(broken(description, { url: 'http://api.example/a' })).toEqual([]);
  const secure = { ...description, schemes: ['https'] };
  expect(broken(secure, { url: 'http://api.example/a' })).toEqual(['out of scope']);
});

test('an empty list of media types means any', () => {
  const responses = { 200: { description: 'A list.', schema: { type: 'array' } } };
  const description = { swagger: '2.0', produces: [], paths: { '/a': { get: { responses } } } };
  const lists = parseContract(JSON.stringify(description), 'a.json');
  const check = (body: unknown) => new Checker(lists).check(exchange({ url: 'https://h/a', body }));
  expect(check([])).toEqual([]);
  expect(check({})).toMatchObject([{ rule: 'schema' }]);
});
