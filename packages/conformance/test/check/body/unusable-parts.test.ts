import { expect, test } from 'vitest';

import { Checker, parseContract, type Finding } from '../../../src/index.ts';
import { exchange } from '../../exchanges.ts';
import { contractWith, findingsOf } from '../../one-operation.ts';

/** A contract with an unusable part of each kind: a schema, a reference, a header, and a rule. */
const contract = parseContract(
  `openapi: 3.1.0
paths:
  /schema:
    get:
      responses:
        "200":
          description: A thing.
          headers: { X-Rate: { schema: { type: integer } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Bad" } } }
  /reference:
    get:
      responses:
        "200": { $ref: "#/components/responses/None" }
        "404": { description: None. }
  /header:
    get:
      responses:
        "200":
          description: A thing.
          headers: { X-Rate: { schema: { type: number, minimum: many } } }
          content: { application/json: { schema: { type: integer } } }
  /rule:
    get:
      responses:
        "200":
          description: A thing.
          content:
            application/json:
              schema:
                type: object
                x-validations: [{ rule: self.none >=, message: It is a number. }]
  /path: { $ref: "#/components/pathItems/None" }
  /parameter:
    parameters: [{ $ref: "#/components/parameters/None" }]
    get:
      responses:
        "200":
          description: A thing.
          content: { application/json: { schema: { type: integer } } }
components:
  schemas:
    Bad: { properties: { a: { type: text } } }
`,
  'api.yaml',
);

function found(path: string, changes: Partial<Parameters<typeof exchange>[0]> = {}): Finding[] {
  const checker = new Checker(contract, { requests: true });
  return checker.check(exchange({ url: `http://h${path}`, body: '1', ...changes }));
}

test('a schema that cannot be used is a finding each time, also by way of a circle', () => {
  const List = { properties: { next: { $ref: '#/components/schemas/Item' } } };
  const Item = {
    properties: { list: { $ref: '#/components/schemas/List' }, bad: { type: 'text' } },
  };
  for (const name of ['List', 'Item']) {
    const circle = contractWith({ $ref: `#/components/schemas/${name}` }, { List, Item });
    for (let times = 0; times < 2; times++) {
      expect(findingsOf(circle, { next: {} })).toMatchObject([
        {
          rule: 'not-checked',
          contract: { pointer: '/components/schemas/Item/properties/bad/type' },
        },
      ]);
    }
  }
});

const rulesOf = (findings: Finding[]): string[] => findings.map(({ rule }) => rule);

test('a schema that cannot be used is a finding, and headers are checked', () => {
  const headers = { 'content-type': 'application/json', 'x-rate': 'x' };
  const findings = found('/schema', { headers, body: '{"a":1,"a":2}' });
  expect(rulesOf(findings).toSorted()).toEqual(['duplicate-member', 'not-checked', 'schema']);
  const finding = findings.find(({ rule }) => rule === 'not-checked');
  expect(finding).toMatchObject({ severity: 'error', contract: { file: 'api.yaml', line: 42 } });
});

test.each([
  ['/reference', 13],
  ['/header', 20],
  ['/rule', 31],
  ['/parameter', 34],
])('a part of %s that cannot be used is a finding where it is', (path, line) => {
  const headers = { 'content-type': 'application/json', 'x-rate': 'x' };
  const findings = found(path, { headers, body: path === '/rule' ? '{}' : '1' });
  expect(rulesOf(findings)).toEqual(['not-checked']);
  expect(findings[0]!.contract.line).toBe(line);
});

test('parts beside an unusable one are checked', () => {
  expect(rulesOf(found('/header', { body: '"x"' }))).toEqual(['schema']);
  expect(found('/reference', { status: 404, body: undefined })).toEqual([]);
  expect(rulesOf(found('/parameter', { body: '"x"' }))).toContain('schema');
});
