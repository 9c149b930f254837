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

test('the offset of a time needs hours, a colon, and minutes', () => {
  const times = ['10:00:00', '10:00:00Z', '10:00:00.5+02:00', '10:00:00+0200', '10:00:00+02'];
  expect(misfits('time', times)).toEqual([times[0], times[3], times[4]]);
  const dates = times.map((time) => `2026-06-30T${time}`);
  expect(misfits('date-time', dates)).toEqual([dates[0], dates[3], dates[4]]);
  expect(misfits('date-time', ['2026-06-31T10:00:00Z', '2026-06-30t10:00:00z'])).toEqual([
    '2026-06-31T10:00:00Z',
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
