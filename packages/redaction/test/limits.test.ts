import { parseContract } from '@batch-status/conformance';
import { expect, test } from 'vitest';

import { publicWords } from '../src/contract/public-words.ts';
import { ValueDescription } from '../src/contract/value-description.ts';
import { Redactor } from '../src/redactor.ts';
import { Placeholders } from '../src/values/placeholders.ts';
import { Unredactable } from '../src/values/fitting-placeholders.ts';
import { Values } from '../src/values/values.ts';
import { contractOf, entryOf, newRedactor, redactedBy } from './people.ts';

const names = ['Ada', 'Eve', 'Bob', 'Dan', 'Fay', 'Gus', 'Hal', 'Ian', 'Jon', 'Kim', 'Lea', 'Max'];

test('the only value that the contract names is kept, even if it is sensitive', () => {
  const constants = names.map((name) =>
    redactedBy({ const: name, 'x-sensitive': true }, JSON.stringify(name)),
  );
  const enums = names.map((name) =>
    redactedBy({ enum: [name], 'x-sensitive': true }, JSON.stringify(name)),
  );
  expect(constants).toEqual(names.map((name) => JSON.stringify(name)));
  expect(enums).toEqual(constants);
});

test('a value that the contract names is kept, even if it contains a key', () => {
  const values = names.map((name) => `${name} abcdefgh`);
  const redacted = values.map((value) =>
    redactedBy({ type: 'string', enum: [value, 'No'] }, JSON.stringify(value), 'abcdefgh'),
  );
  expect(redacted).toEqual(values.map((value) => JSON.stringify(value)));
});

test('a negative number that the contract names is kept with its sign', () => {
  expect(redactedBy({ enum: [-5], 'x-sensitive': true }, '-5')).toBe('-5');
});

test('a schema of integers does not describe a text', () => {
  expect(redactedBy({ type: 'integer' }, '"Ada"')).toBe('"xxx"');
});

test('a body that would break one of several schemas is left out', () => {
  const schema = { allOf: [{ const: { name: 'Ada' } }, {}] };
  expect(redactedBy(schema, '{"name":"Ada"}')).toBe('');
});

test('a body that is left out has no known size', () => {
  const entry = entryOf({ text: '{"name":"Ada"}' });
  const redactor = new Redactor(contractOf({ const: { name: 'Ada' } }), Buffer.from('key'));
  expect(redactor.redacted(entry).response.content.size).toBe(-1);
});

test('white space after the scheme of a credential is kept', () => {
  const { response } = newRedactor().redacted(
    entryOf({ headers: { 'www-authenticate': 'Digest  Ada' } }),
  );
  expect(response.headers.at(-1)!.value).toMatch(/^Digest {2}redacted-[a-p]{12}$/);
});

test('a segment of a path can contain several parameters, and any characters between them', () => {
  const parameters = ['first', 'last'].map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const contract = parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      paths: { '/{first}+{last}': { post: { parameters, responses: {} } } },
    }),
    'people.json',
  );
  const { url } = new Redactor(contract, Buffer.from('key')).redacted(
    entryOf({ url: '/Ada+Eve' }),
  ).request;
  expect(new URL(url).pathname).toBe('/Ada+Eve');
});

test('base64 that contains a phone number gets a placeholder', () => {
  const token = Buffer.from('Call 2025550143.').toString('base64');
  expect(redactedBy({ type: 'string' }, JSON.stringify(token))).toMatch(/^"redacted-[a-p]{12}"$/);
});

test('the words of a contract come only from lists and objects', () => {
  const contract = parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      paths: {},
      components: {
        schemas: { A: { 'x-of': { enum: 'text', content: null, properties: 'text' } } },
      },
    }),
    'words.json',
  );
  expect([...publicWords(contract)]).toEqual([]);
});

test('a sensitive number is known everywhere', () => {
  const contract = contractOf({});
  const values = new Values(contract, new Placeholders(Buffer.from('key')));
  values.learn('1000000', new ValueDescription(contract, [], true));
  const undescribed = new ValueDescription(contract, []);
  const masks = ['1000000', '1000001'].map((number) => values.number(number, undescribed));
  expect(masks).toEqual([expect.not.stringMatching(/^1+$/), '1111111']);
});

test('the error of a value without a placeholder has a name', () => {
  expect(new Unredactable().name).toBe('Unredactable');
});
