import { describe, expect, test } from 'vitest';

import { checkExchange, loadContract, parseContract } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const text = `openapi: 3.0.3
info: { title: Things, version: "1" }
paths:
  /a:
    get:
      responses:
        "200":
          description: A thing.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Thing" }
components:
  schemas:
    Name: { type: string, minLength: 2 }
    Thing:
      type: object
      properties:
        text: { type: string, nullable: true }
        kind: { type: string, nullable: true, enum: [a, b] }
        name: { $ref: "#/components/schemas/Name", nullable: true }
        named: { nullable: true, allOf: [{ $ref: "#/components/schemas/Name" }] }
        both:
          nullable: true
          allOf:
            - { $ref: "#/components/schemas/Name" }
            - { maxLength: 3 }
        one:
          nullable: true
          oneOf: [{ type: string }, { type: integer, minimum: 3 }]
        above: { type: number, minimum: 1, exclusiveMinimum: true }
        upTo: { type: number, maximum: 9, exclusiveMaximum: false }
        beside: { $ref: "#/components/schemas/Name", maxLength: 1 }
        any: { nullable: true }
        nullable: { type: string }
        image: { type: string, format: byte }
`;

const contract = parseContract(text, 'things.yaml');

/** The rule, the place, and what is written there. */
function found(body: object): [string, string][] {
  return checkExchange(contract, exchange({ url: 'http://h/a', body })).map(
    ({ rule, contract: { line, column, pointer } }) => [
      `${rule} ${pointer}`,
      text.split('\n')[line - 1]!.slice(column - 1),
    ],
  );
}

describe('a contract in OpenAPI 3.0', () => {
  test.each([
    { text: null },
    { kind: null },
    { kind: 'a' },
    { name: null },
    { name: 'ab' },
    { named: null },
    { both: null },
    { both: 'abc' },
    { one: null },
    { one: 3 },
    { above: 1.1 },
    { upTo: 9 },
    { beside: 'abc' },
    { any: null },
    { any: 1 },
    { nullable: 'a' },
    { image: 'AA==' },
  ])('allows %j', (body) => {
    expect(found(body)).toEqual([]);
  });

  test.each<[object, string, string]>([
    [{ text: 1 }, '/components/schemas/Thing/properties/text/type', 'type: string, nullable'],
    [{ kind: 'c' }, '/components/schemas/Thing/properties/kind/enum', 'enum: [a, b]'],
    [{ name: 'a' }, '/components/schemas/Name/minLength', 'minLength: 2'],
    [{ named: 'a' }, '/components/schemas/Name/minLength', 'minLength: 2'],
    [
      { both: 'abcd' },
      '/components/schemas/Thing/properties/both/allOf/1/maxLength',
      'maxLength: 3',
    ],
    [{ one: 2 }, '/components/schemas/Thing/properties/one/oneOf/1/minimum', 'minimum: 3'],
    [{ above: 1 }, '/components/schemas/Thing/properties/above/minimum', 'minimum: 1'],
    [{ upTo: 10 }, '/components/schemas/Thing/properties/upTo/maximum', 'maximum: 9'],
    [{ beside: 'a' }, '/components/schemas/Name/minLength', 'minLength: 2'],
    [{ image: 'A*' }, '/components/schemas/Thing/properties/image/format', 'format: byte'],
    [{ nullable: null }, '/components/schemas/Thing/properties/nullable/type', 'type: string'],
  ])('reports %j where the file says otherwise', (body, pointer, written) => {
    const [finding, ...others] = found(body);
    expect(others).toEqual([]);
    expect(finding![0]).toBe(`schema ${pointer}`);
    expect(finding![1].slice(0, written.length)).toBe(written);
  });

  test('can have several files', async () => {
    const files: Record<string, string> = {
      'things.yaml': text.replace('"#/components/schemas/Thing"', 'thing.yaml#/Thing'),
      'thing.yaml': 'Thing:\n  properties:\n    n: { type: integer, nullable: true }\n',
    };
    const several = await loadContract('things.yaml', { read: async (file) => files[file]! });
    const check = (body: object) => checkExchange(several, exchange({ url: 'http://h/a', body }));
    expect(check({ n: null })).toEqual([]);
    expect(check({ n: 'a' })).toMatchObject([
      { contract: { file: 'thing.yaml', line: 3, pointer: '/Thing/properties/n/type' } },
    ]);
  });
});

test('a contract in OpenAPI 3.2 is checked like one in 3.1', () => {
  const newer = parseContract(
    `openapi: 3.2.0
paths:
  /a:
    query:
      responses:
        "200":
          description: Things.
          content:
            application/jsonl: { itemSchema: { type: integer } }
            text/event-stream: { itemSchema: { type: object } }
`,
    'newer.yaml',
  );
  const check = (type: string, body: string) =>
    checkExchange(
      newer,
      exchange({ method: 'QUERY', url: 'http://h/a', headers: { 'content-type': type }, body }),
    );
  expect(check('application/jsonl', '1\n2\n')).toEqual([]);
  expect(check('application/jsonl', '1\n"a"\n')).toMatchObject([{ rule: 'schema' }]);
  expect(check('text/event-stream', 'data: 1')).toEqual([]);
});
