import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

import { checkExchange, ContractError, loadContract, type Contract } from '../../src/index.ts';
import { contract } from '../batch-contract.ts';
import { exchange, repositoryFile } from '../exchanges.ts';

/** A path with slashes, which Windows writes in another way. */
const posix = (file: string): string => file.replaceAll('\\', '/');

/** Loads a contract from texts in place of files. */
function loaded(files: Record<string, string>): Promise<Contract> {
  const read = async (file: string): Promise<string> => {
    const text = files[posix(file)];
    if (text === undefined) throw Object.assign(new Error('none'), { code: 'ENOENT' });
    return text;
  };
  return loadContract('api/shop.yaml', { read });
}

const shop = {
  'api/shop.yaml': `openapi: 3.1.0
paths:
  /orders/{id}: { $ref: "paths/order.yaml" }
components:
  schemas:
    Price: { type: integer }
`,
  'api/paths/order.yaml': `get:
  responses:
    "200": { $ref: "../responses.json#/Order" }
    default: { $ref: "../responses.json#/Problem" }
`,
  'api/responses.json': `{
  "Order": {
    "description": "An order.",
    "headers": { "X-Rate": { "required": true, "schema": { "$ref": "schemas/order%20line.yaml#/Rate" } } },
    "content": { "application/json": { "schema": { "$ref": "schemas/order%20line.yaml#/Order" } } }
  },
  "Problem": { "description": "None." }
}`,
  'api/schemas/order line.yaml': `Rate: { type: integer }
Order:
  type: object
  required: [price]
  properties:
    price:
      $ref: ../shop.yaml#/components/schemas/Price
    lines:
      type: array
      items: { $ref: "#/Line" }
  x-validations:
    - rule: self.price >= 0
      message: Nobody is paid for an order.
Line:
  anyOf:
    - { type: object, required: [kind, text], properties: { kind: { const: text }, text: { type: string } } }
    - { type: object, required: [kind], properties: { kind: { const: gap } } }
`,
};

const order = (body: unknown, headers = {}) =>
  exchange({
    url: 'http://h/orders/1',
    headers: { 'content-type': 'application/json', 'x-rate': '1', ...headers },
    body,
  });

describe('a contract of several files', () => {
  test('is read as one contract', async () => {
    const several = await loaded(shop);
    expect(several.files.map(posix).toSorted()).toEqual(Object.keys(shop).toSorted());
    expect(checkExchange(several, order({ price: 1, lines: [{ kind: 'gap' }] }))).toEqual([]);
    expect(checkExchange(several, exchange({ url: 'http://h/orders/1', status: 404 }))).toEqual([]);
  });

  test.each([
    [
      'a schema in another file',
      { price: 1, lines: [{ kind: 'text' }] },
      {},
      'schemas/order line.yaml:16:23',
      '/Line/anyOf/0/required',
    ],
    [
      'a schema back in the first file',
      { price: '1' },
      {},
      'shop.yaml:6:14',
      '/components/schemas/Price/type',
    ],
    [
      'a rule in another file',
      { price: -1 },
      {},
      'schemas/order line.yaml:12:7',
      '/Order/x-validations/0',
    ],
    ['a response in another file', undefined, {}, 'responses.json:2:3', '/Order'],
    [
      'a header in another file',
      { price: 1 },
      { 'x-rate': 'x' },
      'schemas/order line.yaml:1:9',
      '/Rate/type',
    ],
  ])('%s is located where it is written', async (_, body, headers, place, pointer) => {
    const findings = checkExchange(await loaded(shop), order(body, headers));
    expect(findings).toHaveLength(1);
    const { file, line, column, pointer: found } = findings[0]!.contract;
    expect(`${posix(file)}:${line}:${column} ${found}`).toBe(`api/${place} ${pointer}`);
  });

  test.each([
    [
      { 'api/paths/order.yaml': undefined },
      /^The contract's file api[\\/]paths[\\/]order.yaml, which api\/shop.yaml:3:19 refers to, cannot be read \(ENOENT\)\.$/,
    ],
    [
      { 'api/paths/order.yaml': 'get: [' },
      /^api[\\/]paths[\\/]order.yaml:1:\d+: not valid YAML or JSON/,
    ],
  ])('names the file that cannot be used: %j', async (changes, message) => {
    const files = { ...shop, ...changes } as Record<string, string>;
    await expect(loaded(files)).rejects.toThrow(ContractError);
    await expect(loaded(files)).rejects.toThrow(message);
  });

  test('can refer to the network in a part that is not needed', async () => {
    const responses = shop['api/responses.json'].replace(
      '{ "description": "None." }',
      '{ "description": "None.", "content": { "a/b": { "schema": { "$ref": "https://h/b.yaml" } } } }',
    );
    const several = await loaded({ ...shop, 'api/responses.json': responses });
    expect(checkExchange(several, order({ price: 1 }))).toEqual([]);
  });

  test('reports a reference to the network where it is needed', async () => {
    const several = await loaded({
      ...shop,
      'api/responses.json': shop['api/responses.json'].replace(
        'schemas/order%20line.yaml#/Order',
        'https://h/order.yaml',
      ),
    });
    expect(checkExchange(several, order({ price: 1 }))).toMatchObject([
      {
        rule: 'not-checked',
        message: expect.stringContaining(
          '"$ref: https://h/order.yaml" is not a file beside the contract; bundle the contract first',
        ),
        contract: { file: expect.stringMatching(/responses\.json$/), line: 5 },
      },
    ]);
  });

  test('is read with a file that only parts with the names of keywords refer to', async () => {
    const several = await loaded({
      'api/shop.yaml': `openapi: 3.1.0
paths:
  /orders/{id}:
    get:
      responses:
        default: { $ref: "problem.yaml" }
        "200":
          description: An order.
          content: { application/json: { schema: { $ref: "#/components/schemas/const" } } }
components:
  schemas:
    const: { $ref: "constant.yaml" }
    Unused: { $defs: { example: { $ref: "example.yaml" } } }
`,
      'api/problem.yaml': 'description: None.',
      'api/constant.yaml': 'type: integer',
      'api/example.yaml': 'type: integer',
    });
    expect(several.files).toHaveLength(4);
    expect(checkExchange(several, order(1))).toEqual([]);
    expect(checkExchange(several, exchange({ url: 'http://h/orders/1', status: 404 }))).toEqual([]);
  });

  test('does not follow a `$ref` in an example', async () => {
    const text = shop['api/shop.yaml'].replace(
      '{ type: integer }',
      '{ type: integer, examples: [{ $ref: none.yaml }] }',
    );
    await expect(loaded({ ...shop, 'api/shop.yaml': text })).resolves.toBeDefined();
  });
});

test('a contract in JSON has locations too', async () => {
  const file = repositoryFile('packages/spec/openapi.json');
  const json = await loadContract(file);
  const found = json.locate('/components/schemas/BatchStatus/required/2');
  const lines = (await readFile(file, 'utf8')).split('\n');
  expect(lines[found.line - 1]!.slice(found.column - 1)).toMatch(/^"waiting"/);
  const body = { status: 7 };
  const messages = (one: Contract): string[] =>
    checkExchange(one, exchange({ body })).map(({ message }) => message);
  expect(messages(json)).toEqual(messages(contract));
});

describe.each([
  ['3.1.0', '[string, "null"]'],
  ['3.0.3', 'string\n              nullable: true'],
])('a contract in OpenAPI %s whose operations are files of their own', (version, type) => {
  const files = {
    'api/shop.yaml': `openapi: ${version}
paths:
  /orders/{id}:
    get: { $ref: "get-order.yaml" }
`,
    'api/get-order.yaml': `responses:
  "200":
    content:
      application/json:
        schema:
          type: object
          properties:
            note:
              type: ${type}
`,
  };

  test('is checked with them', async () => {
    const split = await loaded(files);
    const sent = (note: unknown) => exchange({ url: 'http://h/orders/1', body: { note } });
    expect(checkExchange(split, sent(null))).toEqual([]);
    const [finding] = checkExchange(split, sent(1));
    expect(posix(finding!.contract.file)).toMatch(/api\/get-order\.yaml$/);
    expect(finding!.contract.line).toBe(9);
  });
});

describe('a Swagger 2.0 contract of several files', () => {
  const swagger = (path: string): string => `swagger: '2.0'
produces: [application/json]
paths:
  /orders/{id}:
    ${path}
definitions:
  Named: { type: object, required: [name], properties: { name: { type: string } } }
`;
  const schemas = `Order:
  allOf:
    - $ref: "shop.yaml#/definitions/Named"
    - { properties: { total: { type: number, minimum: 0, exclusiveMinimum: true } } }
`;

  test('may have its schemas in other files, which refer back to its definitions', async () => {
    const get =
      'get: { responses: { "200": { description: a, schema: { $ref: "schemas.yaml#/Order" } } } }';
    const contract2 = await loaded({ 'api/shop.yaml': swagger(get), 'api/schemas.yaml': schemas });
    const sent = (body: object) => exchange({ url: 'http://h/orders/1', body });
    expect(checkExchange(contract2, sent({ name: 'a', total: 1 }))).toEqual([]);
    const pointers = checkExchange(contract2, sent({ total: 0 })).map(
      ({ contract: { pointer } }) => pointer,
    );
    expect(pointers.toSorted()).toEqual([
      '/Order/allOf/1/properties/total/minimum',
      '/definitions/Named/required',
    ]);
  });

  test.each([
    ['a path', '$ref: path.yaml', 5],
    ['an operation', 'get: { $ref: get.yaml }', 5],
    ['a parameter', 'get: { parameters: [{ $ref: "parameters.yaml#/id" }], responses: {} }', 5],
    ['a response', 'get: { responses: { "200": { $ref: "responses.yaml#/Order" } } }', 5],
  ])('is refused if it has %s in another file', async (_, path, line) => {
    const refused = loaded({ 'api/shop.yaml': swagger(path) });
    await expect(refused).rejects.toThrow(ContractError);
    await expect(refused).rejects.toThrow(
      new RegExp(`shop\\.yaml:${line}:\\d+: "\\$ref: .*bundle the contract`),
    );
  });
});

test('a method that OpenAPI 3.2 does not name is an operation', async () => {
  const newer = await loaded({
    'api/shop.yaml': `openapi: 3.2.0
paths:
  /orders/{id}:
    additionalOperations:
      PURGE: { responses: { "204": { description: Gone. } } }
`,
  });
  const purge = (status: number) =>
    checkExchange(newer, exchange({ url: 'http://h/orders/1', method: 'PURGE', status }));
  expect(purge(204)).toEqual([]);
  expect(purge(200)).toMatchObject([
    { rule: 'undeclared-status', message: expect.stringContaining('PURGE /orders/{id}') },
  ]);
});
