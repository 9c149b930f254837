import { describe, expect, test } from 'vitest';

import { operationFor } from '../../src/analysis.ts';
import { checkExchange, ContractError, parseContract, type Exchange } from '../../src/index.ts';
import { exchange, phoneNumber } from '../exchanges.ts';

const contract = parseContract(
  `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
x-owner: shop
servers:
  - url: https://shop.example/api/{stage}
  - url: /
paths:
  /orders/{orderId}:
    get:
      operationId: getOrder
      responses:
        "200":
          description: The order.
          content:
            application/*+json: {}
            application/json:
              schema: { $ref: "#/components/schemas/Order" }
            text/plain: {}
        default: { $ref: "#/components/responses/Problem" }
    head:
      operationId: askForOrder
      responses: { "200": { description: As for GET., content: { application/json: {} } } }
  /orders/latest:
    get:
      operationId: getLatest
      responses: { "204": { description: None. } }
  /reports/{name}.{format}:
    servers: [{ url: https://reports.example/v2/ }]
    post:
      operationId: makeReport
      responses:
        "201":
          description: Made.
          content:
            application/json: { schema: { $ref: "#/components/schemas/Tree" } }
components:
  responses:
    Problem:
      description: Anything else.
      content:
        application/problem+json:
          schema: { type: object, required: [title], properties: { title: { type: string } } }
  schemas:
    Order:
      type: object
      x-table: orders
      example: { id: 1 }
      discriminator: { propertyName: kind }
      properties:
        id: { type: [integer, string], format: order-id }
        kind: { enum: [web, phone] }
        by: { type: object, additionalProperties: { type: integer } }
      additionalProperties: false
    Tree:
      type: object
      properties:
        children: { type: array, items: { $ref: "#/components/schemas/Tree" } }
        leaf:
          oneOf:
            - { type: object, required: [a], properties: { a: { type: integer } } }
            - { type: object, required: [b], properties: { b: { type: integer } } }
        fruit:
          anyOf:
            - allOf: [{ $ref: "#/components/schemas/Fruit" }, { properties: { kind: { $ref: "#/components/schemas/Apple" } } }]
            - allOf: [{ $ref: "#/components/schemas/Fruit" }, { properties: { kind: { const: pear } } }]
            - { type: string }
    Apple: { const: apple }
    Fruit: { type: object, required: [kind, weight] }
`,
  'shop.yaml',
);

const called = (method: string, path: string) =>
  operationFor(contract, exchange({ method, url: `http://127.0.0.1:8080${path}` }))?.operationId;

describe('the operation of an exchange', () => {
  test.each([
    ['GET', '/orders/7', 'getOrder'],
    ['GET', '/orders/latest', 'getLatest'],
    ['GET', '/api/test/orders/7?full=yes', 'getOrder'],
    ['GET', '/orders/a%2Fb', 'getOrder'],
    ['POST', '/v2/reports/may.pdf', 'makeReport'],
    ['POST', '/reports/may.pdf', undefined],
    ['POST', '/v2/reports/may', undefined],
    ['DELETE', '/orders/7', undefined],
    ['GET', '/orders/', undefined],
    ['GET', '/orders/7/lines', undefined],
    ['GET', '/api/orders/7', undefined],
  ])('%s %s is %s', (method, path, operation) => {
    expect(called(method, path)).toBe(operation);
  });
});

describe('responses of another contract', () => {
  const url = 'http://h/orders/7';

  test('vendor keywords, OpenAPI annotations, and unknown formats restrict nothing', () => {
    expect(checkExchange(contract, exchange({ url, body: { id: 7, kind: 'web' } }))).toEqual([]);
  });

  test('a `default` response is for every status', () => {
    const headers = { 'content-type': 'application/problem+json' };
    expect(
      checkExchange(contract, exchange({ url, status: 302, headers, body: '{}' })),
    ).toMatchObject([
      { rule: 'schema', contract: { line: 42, pointer: expect.stringContaining('Problem') } },
    ]);
  });

  test('a declared media type other than JSON is not checked as JSON', () => {
    const headers = { 'content-type': 'text/plain' };
    expect(checkExchange(contract, exchange({ url, headers, body: 'Order 7' }))).toEqual([]);
  });

  test('a response without declared content must have no body', () => {
    const latest = 'http://h/orders/latest';
    expect(checkExchange(contract, exchange({ url: latest, status: 204 }))).toEqual([]);
    expect(
      checkExchange(contract, exchange({ url: latest, status: 204, body: 'x' })),
    ).toMatchObject([{ rule: 'unexpected-body' }]);
  });

  test('a response to HEAD has no body, whatever size the recorder writes', () => {
    const { response, ...rest } = exchange({ method: 'HEAD', url });
    expect(checkExchange(contract, { ...rest, response })).toEqual([]);
    const sized: Exchange = { ...rest, response: { ...response, bodyFault: 'left-out' } };
    expect(checkExchange(contract, sized)).toEqual([]);
    const broken: Exchange = { ...rest, response: { ...response, bodyFault: 'truncated' } };
    expect(checkExchange(contract, broken)).toMatchObject([{ rule: 'unexpected-body' }]);
  });

  test('the name of a member that the contract does not name is not printed', () => {
    const body = { [phoneNumber]: 1, by: { [phoneNumber]: phoneNumber } };
    const findings = checkExchange(contract, exchange({ url, body }));
    expect(findings.map(({ in: { pointer } }) => String(pointer)).toSorted()).toEqual([
      '',
      '/by/*',
    ]);
    expect(JSON.stringify(findings)).not.toContain('555');
  });

  test('a schema can refer to itself, and a value can fit two branches', () => {
    const report = { method: 'POST', url: 'http://h/v2/reports/may.pdf', status: 201 };
    const tree = { children: [{ children: [{ leaf: { a: 1, b: 2 } }, { leaf: { a: 'x' } }] }] };
    const findings = checkExchange(contract, exchange({ ...report, body: tree }));
    expect(findings.map(({ message, in: { pointer } }) => [pointer, message])).toEqual([
      ['/children/0/children/0/leaf', expect.stringContaining('fits more than one schema in')],
      ['/children/0/children/1/leaf', expect.stringContaining('fits none of the 2 schemas in')],
    ]);
  });
});

describe('a value for a union whose branches are made of other schemas', () => {
  const report = { method: 'POST', url: 'http://h/v2/reports/may.pdf', status: 201 };
  test.each([
    [{ kind: 'apple' }, '/components/schemas/Fruit/required', 'found no "weight"'],
    [
      { kind: 'plum', weight: 1 },
      '/components/schemas/Tree/properties/fruit/anyOf',
      'fits none of',
    ],
    [7, '/components/schemas/Tree/properties/fruit/anyOf', 'fits none of'],
  ])('%j has one finding', (fruit, pointer, message) => {
    const findings = checkExchange(contract, exchange({ ...report, body: { fruit } }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      message: expect.stringContaining(`at /fruit: found`),
      contract: { pointer },
    });
    expect(findings[0]!.message).toContain(message);
  });
});

test('a schema can refer to one under `definitions`, the older name of `$defs`', () => {
  const text = `openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        "200": { description: A., content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }
components:
  schemas:
    A:
      properties: { b: { $ref: "#/components/schemas/A/definitions/B" } }
      definitions: { B: { $ref: "#/components/schemas/B" } }
    B: { type: integer }
`;
  const findings = checkExchange(
    parseContract(text, 'c.yaml'),
    exchange({ url: 'http://h/a', body: { b: 'x' } }),
  );
  expect(findings.map(({ contract: place }) => place.pointer)).toEqual([
    '/components/schemas/B/type',
  ]);
});

const minimal = (schema: string) => `openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        "200": { description: A., content: { application/json: { schema: ${schema} } } }
`;
const check = (text: string) =>
  checkExchange(parseContract(text, 'c.yaml'), exchange({ url: 'http://h/a', body: '{}' }));

test.each([
  ['text that is not YAML', 'openapi: [', /^c\.yaml:1:\d+: not valid YAML or JSON: /],
  ['YAML that is not OpenAPI', 'name: a', 'c.yaml is not an OpenAPI description: '],
  [
    'a description that contains itself',
    'openapi: 3.0.3\nx-a: &a { b: *a }',
    'c.yaml cannot be read as OpenAPI 3.0: A part of it contains itself.',
  ],
])('%s is an error in one sentence', (_, text, message) => {
  expect(() => check(text)).toThrow(ContractError);
  expect(() => check(text)).toThrow(message);
});

test.each([
  ['a missing target', '{ $ref: "#/components/x" }', 'has no target'],
  ['another file', '{ $ref: "b.yaml#/x" }', 'names a file that was not loaded'],
  ['another type', '{ type: text }', 'the schema cannot be used: type must be equal to one of'],
  ['a broken pattern', '{ pattern: "(" }', 'the pattern cannot be used'],
  ['an unknown dialect', '{ $schema: "https://h/mine" }', 'the dialect of JSON Schema'],
])('%s in a schema is a finding', (_, schema, message) => {
  expect(check(minimal(schema))).toMatchObject([
    { rule: 'not-checked', message: expect.stringContaining(message), contract: { line: 6 } },
  ]);
});
