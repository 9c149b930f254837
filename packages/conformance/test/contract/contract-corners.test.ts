import { expect, test } from 'vitest';

import { declaredResponse, operationFor, operationsOf } from '../../src/analysis.ts';
import { checkExchange, parseContract } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';
import { contractOf } from '../one-operation.ts';

test('an inherited member such as `constructor` does not count as present', () => {
  const races = parseContract(
    `openapi: 3.1.0
paths:
  /race:
    get:
      responses:
        "200":
          description: A race.
          content:
            application/json:
              schema: { required: [constructor], properties: { toString: { type: string } } }
`,
    'races.yaml',
  );
  const check = (body: unknown) => checkExchange(races, exchange({ url: 'http://h/race', body }));
  expect(check({})).toMatchObject([{ message: expect.stringContaining('no "constructor"') }]);
  expect(check({ constructor: 1 })).toEqual([]);
  expect(check({ constructor: 1, toString: 2 })).toHaveLength(1);
});

test.each([
  ['properties', { toString: { type: 'string' } }],
  ['required', ['toString']],
])('an inherited member is not mistaken for one in `%s`', (keyword, value) => {
  const content = { 'application/json': { schema: { [keyword]: value } } };
  const paths = { '/a': { get: { responses: { '200': { content } } } } };
  const contract = parseContract(JSON.stringify({ openapi: '3.1.0', paths }), 'a.json');
  const check = (body: unknown) => checkExchange(contract, exchange({ url: 'http://h/a', body }));
  expect(check({ toString: 'x' })).toEqual([]);
  expect(check({})).toHaveLength(keyword === 'required' ? 1 : 0);
});

test('a status is looked up by itself, then by its range, then by `default`', () => {
  const answer = (type: string) => ({ content: { [type]: {} } });
  const responses = { default: answer('a/d'), '4XX': answer('a/x'), '404': answer('a/e') };
  const statuses = parseContract(
    JSON.stringify({ openapi: '3.1.0', paths: { '/a': { get: { responses } } } }),
    'statuses.json',
  );
  const wanted = (status: number) =>
    checkExchange(statuses, exchange({ url: 'http://h/a', status, body: 'x' }))[0]!.message;
  expect(wanted(404)).toContain('declared: a/e');
  expect(wanted(418)).toContain('declared: a/x');
  expect(wanted(500)).toContain('declared: a/d');
  // A recording can hold any number as a status. Memory must not grow with them.
  const [operation] = operationsOf(statuses);
  const found = (status: number) => declaredResponse(statuses, operation!, status);
  expect(found(404)).toBe(found(404));
  expect(found(70_001)).toEqual(found(70_001));
  expect(found(70_001)).not.toBe(found(70_001));
});

test('if a path fits two templates, the one with more literal text wins', () => {
  const paths = ['/a/{x}', '/a/{x}.json', '/a/{x}/b', '/a/y'].map((path) => [
    path,
    { get: { operationId: path, responses: {} } },
  ]);
  const overlapping = parseContract(
    JSON.stringify({ openapi: '3.1.0', paths: Object.fromEntries(paths) }),
    'overlapping.json',
  );
  const meant = (path: string) =>
    operationFor(overlapping, exchange({ url: `http://h${path}` }))?.operationId;
  expect(['/a/1', '/a/1.json', '/a/y', '/a/y/b', '/a/1.json/b'].map(meant)).toEqual([
    '/a/{x}',
    '/a/{x}.json',
    '/a/y',
    '/a/{x}/b',
    '/a/{x}/b',
  ]);
});

test('members that YAML merges with `<<` are part of the map, and are located where they are written', () => {
  const merging = parseContract(
    `openapi: 3.1.0
x-named: &named
  name: { type: string }
x-sized: &sized { size: { type: integer } }
paths:
  /thing:
    get:
      responses:
        "200":
          description: A thing.
          content:
            application/json:
              schema:
                properties:
                  <<: [*named, *sized]
                  size: { type: number }
`,
    'merging.yaml',
  );
  const body = { name: 1, size: 'x' };
  const findings = checkExchange(merging, exchange({ url: 'http://h/thing', body }));
  expect(findings.map(({ contract: { line, column } }) => [line, column])).toEqual([
    [3, 11],
    [16, 27],
  ]);
});

test.each(['additionalProperties', 'unevaluatedProperties'])(
  'with `strict`, a member that %s describes counts as declared',
  (keyword) => {
    const map = parseContract(
      `openapi: 3.1.0
paths:
  /map:
    get:
      responses:
        "200":
          description: A map.
          content:
            application/json:
              schema: { properties: { a: {} }, ${keyword}: { type: integer } }
`,
      'map.yaml',
    );
    const body = { a: 'x', b: 1 };
    const recorded = exchange({ url: 'http://h/map', body });
    expect(checkExchange(map, recorded, { strict: true })).toEqual([]);
  },
);

test('a branch with `unevaluatedProperties: false` can be the one that a value was meant for', () => {
  const closed = parseContract(
    `openapi: 3.1.0
paths:
  /shape:
    get:
      responses:
        "200":
          description: A shape.
          content:
            application/json:
              schema:
                anyOf:
                  - allOf: [{ $ref: "#/components/schemas/Named" }]
                    properties: { side: { type: integer } }
                    unevaluatedProperties: false
                  - { required: [radius] }
components:
  schemas:
    Named: { required: [name], properties: { name: { type: string } } }
`,
    'shape.yaml',
  );
  const found = (body: string): string[] =>
    checkExchange(closed, exchange({ url: 'http://h/shape', body })).map(
      ({ rule, severity }) => `${rule} ${severity}`,
    );
  expect(found('{"name":"a","side":1}')).toEqual([]);
  expect(found('{"name":"a","side":1,"depth":2}')).toEqual(['schema error']);
  expect(found('{"name":"a","side":9007199254740993}')).toEqual(['inexact-number error']);
});

test('`contains` rejects an empty array', () => {
  const list = parseContract(
    `openapi: 3.1.0
paths:
  /list:
    get:
      responses:
        "200":
          description: A list.
          content:
            application/json:
              schema: { type: array, prefixItems: [{ type: object }], contains: true }
`,
    'list.yaml',
  );
  const found = (body: unknown): string[] =>
    checkExchange(list, exchange({ url: 'http://h/list', body })).map(({ rule }) => rule);
  expect(found([{}])).toEqual([]);
  expect(found([])).toEqual(['schema']);
});

test('a schema that only refers to itself is an error of the contract', () => {
  const circle = parseContract(
    `openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        "200":
          description: A.
          content: { application/json: { schema: { $ref: "#/components/schemas/A" } } }
components:
  schemas:
    A: { $ref: "#/components/schemas/B", type: object }
    B: { $ref: "#/components/schemas/A" }
`,
    'circle.yaml',
  );
  expect(checkExchange(circle, exchange({ url: 'http://h/a', body: {} }))).toMatchObject([
    {
      rule: 'not-checked',
      message: expect.stringMatching(/"\$ref: .*" refers to itself\.$/),
      contract: { file: 'circle.yaml', line: 12 },
    },
  ]);
});

test('a schema can refer to itself by a dynamic anchor', () => {
  const tree = parseContract(
    `openapi: 3.1.0
paths:
  /tree:
    get:
      responses:
        "200":
          description: A tree.
          content:
            application/json:
              schema:
                $dynamicAnchor: node
                required: [value]
                properties:
                  value: { type: integer }
                  children: { type: array, items: { $dynamicRef: "#node" } }
`,
    'tree.yaml',
  );
  const found = (body: object): (string | undefined)[] =>
    checkExchange(tree, exchange({ url: 'http://h/tree', body })).map(
      ({ in: place }) => place.pointer,
    );
  expect(found({ value: 1, children: [{ value: 2 }] })).toEqual([]);
  expect(found({ value: 1, children: [{ value: 2 }, { value: 'x' }] })).toEqual([
    '/children/1/value',
  ]);
});

test('a range of statuses may be written in lower case', () => {
  const content = { 'application/json': { schema: { type: 'object' } } };
  const contract = contractOf({ '4xx': { content }, default: {} });
  const body = (value: unknown) =>
    checkExchange(contract, exchange({ url: 'http://h/a', status: 404, body: value }));
  expect(body({})).toEqual([]);
  expect(body([])).toMatchObject([{ rule: 'schema' }]);
});
