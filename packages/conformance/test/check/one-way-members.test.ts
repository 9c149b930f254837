import { describe, expect, test } from 'vitest';

import { Checker, parseContract } from '../../src/index.ts';

const type = 'application/json';
const json = { 'content-type': type };

/** A contract whose request and response have the same schema. */
function contractOf(schema: object, openapi = '3.1.0', schemas = {}) {
  const content = { [type]: { schema } };
  const operation = { requestBody: { content }, responses: { '200': { content } } };
  const paths = { '/a': { post: operation } };
  return parseContract(JSON.stringify({ openapi, paths, components: { schemas } }), 'a.json');
}

/** The rules that each body breaks, with the members. */
function broken(contract: ReturnType<typeof contractOf>, sent: object, received: object): string[] {
  const exchange = {
    request: { method: 'POST', url: 'http://h/a', headers: json, body: JSON.stringify(sent) },
    response: { status: 200, headers: json, body: JSON.stringify(received) },
    source: { file: 'a.har', entry: 0 },
  };
  return new Checker(contract, { requests: true })
    .check(exchange)
    .map(({ rule, severity, in: { pointer }, contract: at }) =>
      [severity, rule, pointer, at.pointer.split('/').at(-1)].join(' '),
    );
}

const id = { type: 'integer', readOnly: true };
const password = { type: 'string', writeOnly: true };
const properties = { id, password, name: { type: 'string' } };
const user = { type: 'object', required: ['id', 'password', 'name'], properties };
const marked = {
  id: { $ref: '#/components/schemas/Id' },
  password: { $ref: '#/components/schemas/Password' },
};
const sent = { password: 'b', name: 'c' };
const received = { id: 1, name: 'c' };

describe('members of one direction', () => {
  test.each<[string, object]>([
    ['beside the requirement', user],
    ['behind a reference', { $ref: '#/components/schemas/User' }],
    ['in a part', { allOf: [{ properties }, { required: user.required }] }],
    [
      'in a part that is a reference',
      { allOf: [{ $ref: '#/components/schemas/Part' }], required: user.required },
    ],
    ['behind a reference of their own', { ...user, properties: marked }],
    ['in a branch', { oneOf: [user, { type: 'null' }] }],
    ['in an element', { type: 'array', items: user }],
  ])('are not required in the other one, %s', (_, schema) => {
    const schemas = { User: user, Part: { properties }, Id: id, Password: password };
    const wrap = (body: object) => ('items' in schema ? [body] : body);
    for (const version of ['3.0.3', '3.1.0', '3.2.0']) {
      const contract = contractOf(schema, version, schemas);
      expect(broken(contract, wrap(sent), wrap(received))).toEqual([]);
      expect(broken(contract, wrap(sent), wrap({ id: 1 }))).toHaveLength(1);
      expect(broken(contract, wrap({ password: 'b' }), wrap(received))).toHaveLength(1);
    }
  });

  test('are required in their own', () => {
    const contract = contractOf(user);
    const place = ' required';
    expect(broken(contract, { name: 'c' }, { name: 'c' })).toEqual([
      `error schema ${place}`,
      `error schema ${place}`,
    ]);
  });

  test('are reported in the other one, as warnings', () => {
    const both = { id: 1, password: 'b', name: 'c' };
    expect(broken(contractOf(user), both, both)).toEqual([
      'warning misplaced-member /id readOnly',
      'warning misplaced-member /password writeOnly',
    ]);
  });

  test.each<[string, object, (value: object) => object]>([
    ['an element', { type: 'array', items: user }, (value) => [value]],
    ['another member', { additionalProperties: user }, (value) => ({ a: value })],
    ['a branch', { oneOf: [{ type: 'string' }, { allOf: [user] }] }, (value) => value],
    ['a reference', { $ref: '#/components/schemas/User' }, (value) => value],
  ])('are reported in %s', (_, schema, within) => {
    const contract = contractOf(schema, '3.1.0', { User: user });
    const both = within({ id: 1, password: 'b', name: 'c' });
    expect(broken(contract, both, both).filter((one) => one.includes('misplaced'))).toHaveLength(2);
  });

  test('must fit their schemas in both directions', () => {
    expect(broken(contractOf(user), { ...sent, id: 'b' }, received)).toEqual([
      'error schema /id type',
    ]);
  });

  test('do not make a body fit fewer schemas', () => {
    // Without its requirement, the first branch fits too.
    const schema = { oneOf: [{ required: ['id'], properties }, { required: ['name'] }] };
    expect(broken(contractOf(schema), { name: 'c' }, { id: 1 })).toEqual([]);
  });

  test('are not read by rules if they are absent', () => {
    const rule = { rule: 'self.id > 0', message: 'It is positive.' };
    const contract = contractOf({ ...user, 'x-validations': [rule] });
    expect(broken(contract, sent, { ...received, password: 'b' })).toEqual([
      'warning misplaced-member /password writeOnly',
    ]);
    expect(broken(contract, { ...sent, id: 0 }, received)).toEqual([
      'error invariant  0',
      'warning misplaced-member /id readOnly',
    ]);
  });

  test('that are absent exclude a response from rules about transitions, but not from observers', () => {
    const rule = { rule: 'self.id >= oldSelf.id', message: 'It grows.' };
    const contract = contractOf({ ...user, 'x-validations': [rule] });
    const seen: unknown[] = [];
    const observer = {
      response: (...[, , body]: unknown[]) => void seen.push(body),
      pair: () => void seen.push('pair'),
    };
    const checker = new Checker(contract, { observer });
    for (const body of [received, { ...received, id: 0 }]) {
      const findings = checker.check({
        request: { method: 'POST', url: 'http://h/a', headers: {} },
        response: { status: 200, headers: json, body: JSON.stringify(body) },
        source: { file: 'a.har', entry: 0 },
      });
      expect(findings).toEqual([]);
    }
    expect(seen).toEqual([
      expect.objectContaining({ value: received }),
      expect.objectContaining({ value: { ...received, id: 0 } }),
    ]);
  });
});
