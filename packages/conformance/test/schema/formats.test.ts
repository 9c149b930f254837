import { expect, test } from 'vitest';

import { contractWith, messagesOf } from '../one-operation.ts';

const misfits = (format: string, values: readonly unknown[]): unknown[] => {
  const contract = contractWith({ format });
  return values.filter((value) => messagesOf(contract, JSON.stringify(value)).length > 0);
};

test('a format that neither JSON Schema nor OpenAPI defines restricts nothing', () => {
  for (const format of ['url', 'iso-time', 'iso-date-time', 'json-pointer-uri-fragment', 'phone']) {
    expect(misfits(format, ['http://localhost:8080/a', '', 'a b', 1])).toEqual([]);
  }
});

test('base64 may leave out its padding, and may use the alphabet of URLs', () => {
  const valid = ['', 'YQ==', 'YQ', 'YWI=', 'YWI', 'YWJj', '-_8', '+/8='];
  expect(misfits('byte', [...valid, 'Y', 'YQ=', 'YWJj=', 'a b=', 'ä===', 'YQ==\n?'])).toEqual([
    'Y',
    'YQ=',
    'YWJj=',
    'a b=',
    'ä===',
    'YQ==\n?',
  ]);
});

test('formats of JSON Schema and OpenAPI are checked', () => {
  for (const format of [
    'date',
    'date-time',
    'time',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uri',
    'uri-template',
    'uuid',
    'json-pointer',
    'relative-json-pointer',
  ]) {
    expect(misfits(format, ['{ \\ a'])).toEqual(['{ \\ a']);
  }
  expect(misfits('regex', ['('])).toEqual(['(']);
  expect(misfits('int32', [1, 2 ** 31, 0.5])).toEqual([2 ** 31, 0.5]);
  expect(misfits('int64', [1, 0.5])).toEqual([0.5]);
});
