import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

import { checkExchange, type Exchange } from '../../src/index.ts';
import { contract } from '../batch-contract.ts';
import { batch, exchange, phoneNumber, repositoryFile } from '../exchanges.ts';

const found = (recorded: Exchange, strict = false): string[] =>
  checkExchange(contract, recorded, { strict }).map(({ rule, severity, in: { pointer = '' } }) =>
    `${severity} ${rule} ${pointer}`.trim(),
  );

const text = JSON.stringify(batch());

describe('faults that other tools miss are reported', () => {
  const html = { 'content-type': 'text/html' };
  test.each([
    ['a status that is not declared', exchange({ status: 302 }), 'error undeclared-status'],
    [
      'HTML where JSON is declared',
      exchange({ headers: html, body: '<p>' }),
      'error undeclared-media-type',
    ],
    ['a body that the recording lacks', exchange(), 'error missing-body'],
    ['an empty body', exchange({ body: '' }), 'error missing-body'],
    [
      'an integer beyond 2^53',
      exchange({ body: text.replace('"total":150', '"total":9007199254740993') }),
      'error inexact-number /total',
    ],
    [
      'an integer beyond every double',
      exchange({ body: text.replace('"startTime":1703097600000', '"startTime":1.7e400') }),
      'error inexact-number /startTime',
    ],
    [
      'a duplicate member',
      exchange({ body: text.replace('"active":5', '"active":4,"active":5') }),
      'error duplicate-member /active',
    ],
    [
      'a duplicate member of a call',
      exchange({ body: text.replace('"jobId":"call_2"', '"jobId":"call_2","jobId":"call_2"') }),
      'error duplicate-member /recent_calls/1/jobId',
    ],
  ])('%s', (_, recorded, finding) => {
    expect(found(recorded)).toEqual([finding]);
  });

  test('an undeclared member of an open object, in strict mode', () => {
    const calls = [{ jobId: 'call_1', status: 'completed', speed: 1, [phoneNumber]: 2 }];
    const open = exchange({ body: batch({ speed: 1, recent_calls: calls }) });
    expect(found(open)).toEqual([]);
    expect(found(open, true)).toEqual([
      'error undeclared-member',
      'error undeclared-member /recent_calls/0',
    ]);
    const [, second] = checkExchange(contract, open, { strict: true });
    expect(second).toMatchObject({
      message: expect.stringContaining('found 2 members that the contract does not name'),
      contract: { pointer: '/components/schemas/CompletedCall/properties' },
    });
  });

  test('a rounded number where the contract wants a string', () => {
    const body = text.replace('"processing"', '9007199254740993');
    expect(found(exchange({ body }))).toContain('error schema /status');
  });
});

describe('a body that cannot be read is reported', () => {
  test.each(['truncated', 'undecodable'] as const)('a %s body', (bodyFault) => {
    const recorded = exchange({ body: batch() });
    const response = { ...recorded.response, bodyFault };
    expect(found({ ...recorded, response })).toEqual(['error unreadable-body']);
    expect(found({ ...recorded, response: { ...response, body: undefined } })).toEqual([
      'error unreadable-body',
    ]);
    const unexpected = { ...response, status: 304 };
    expect(found({ ...recorded, response: unexpected })).toEqual(['error unexpected-body']);
  });
});

test('a body that the recorder left out is missing, unless the status cannot have one', () => {
  const { response, ...rest } = exchange();
  const leftOut = (status: number) =>
    found({ ...rest, response: { ...response, status, bodyFault: 'left-out' } });
  expect(leftOut(200)).toEqual(['error missing-body']);
  // Some recorders write the size of the headers.
  expect(leftOut(304)).toEqual([]);
});

describe('an exchange that satisfies the contract has no findings, also in strict mode', () => {
  test.each(['processing', 'queued', 'complete', 'cancelled'])('the example %s', async (name) => {
    const body = await readFile(repositoryFile(`openapi/examples/${name}.json`), 'utf8');
    expect(found(exchange({ body }), true)).toEqual([]);
  });

  test('numbers and names of all kinds where the contract does not restrict them', () => {
    const body = text.replace('{', '{"a":12345678901234567000,":":":","b":[1.5e300,-0],');
    expect(found(exchange({ body }))).toEqual([]);
  });

  test('a rounded integer is a warning where the contract does not want an integer', () => {
    const body = text.replace('{', '{"a":9007199254740993,');
    expect(found(exchange({ body }))).toEqual(['warning inexact-number /*']);
  });
});
