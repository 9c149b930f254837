import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { checkExchange, type Finding } from '../../src/index.ts';
import { contract, contractFile } from '../batch-contract.ts';
import { apiKey, batch, exchange, phoneNumber, repositoryFile } from '../exchanges.ts';

const lines = (await readFile(contractFile, 'utf8')).split('\n');

function check(...args: Parameters<typeof exchange>): Finding[] {
  return checkExchange(contract, exchange(...args));
}

/** A finding in short: its rule and where in the body it is. */
function brief(findings: Finding[]): string[] {
  return findings.map(({ rule, in: { pointer } }) => `${rule} ${pointer ?? ''}`.trim());
}

function call(changes: Record<string, unknown>): Finding[] {
  return check({ body: batch({ recent_calls: [changes] }) });
}

describe('an exchange that satisfies the contract has no findings', () => {
  test.each([
    ['a batch', exchange({ body: batch() })],
    ['a status that the contract does not name', exchange({ body: batch({ status: 'paused' }) })],
    ['a member that the contract does not name', exchange({ body: batch({ speed: 1 }) })],
    ['an optional member that is null', exchange({ body: batch({ recent_calls: null }) })],
    ['a 304 without a body', exchange({ status: 304, headers: {} })],
    ['a declared error', exchange({ status: 404, body: { error: 'Batch not found' } })],
    ['an error of a declared range', exchange({ status: 418, body: { error: 'Teapot' } })],
    [
      'another server',
      exchange({ url: 'https://api.trillet.ai/v1/api/batch-calls/a%2Fb/status', body: batch() }),
    ],
  ])('%s', (_, good) => {
    expect(checkExchange(contract, good)).toEqual([]);
  });

  test.each(['processing', 'queued', 'complete', 'cancelled'])('the example %s', async (name) => {
    const body = await readFile(repositoryFile(`openapi/examples/${name}.json`), 'utf8');
    expect(check({ body })).toEqual([]);
  });
});

describe('each rule reports what breaks it', () => {
  test('undeclared-operation: no operation of the contract', () => {
    const [finding] = check({ url: 'http://127.0.0.1/v1/api/batch-calls/1', body: batch() });
    expect(finding).toMatchObject({
      rule: 'undeclared-operation',
      contract: { pointer: '/paths' },
    });
  });

  test('undeclared-status: neither the status nor its range is declared', () => {
    const [finding] = check({ status: 302 });
    expect(finding).toMatchObject({
      rule: 'undeclared-status',
      severity: 'error',
      message: expect.stringMatching(/responded with 302; declared: 200, 304, .*4XX, 5XX\.$/),
      in: { file: 'recording.har', entry: 0 },
      contract: { pointer: '/paths/~1v1~1api~1batch-calls~1{batchId}~1status/get/responses' },
    });
  });

  test('undeclared-media-type: HTML or no content type where JSON is declared', () => {
    const html = check({
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: '<html>Bad gateway</html>',
    });
    expect(brief(html)).toEqual(['undeclared-media-type']);
    expect(html[0]!.message).toContain('is text/html; declared: application/json');
    expect(check({ headers: {}, body: batch() })[0]!.message).toContain('has no content type');
    const twice = { 'content-type': 'json, json' };
    expect(check({ headers: twice, body: batch() })[0]!.message).toContain(
      'has an invalid content type',
    );
  });

  test('missing-body: no body where JSON is declared', () => {
    expect(brief(check({ status: 200 }))).toEqual(['missing-body']);
    expect(brief(check({ status: 500, body: '', headers: {} }))).toEqual(['missing-body']);
  });

  test('invalid-json: a body that ends early', () => {
    const [finding] = check({ body: JSON.stringify(batch()).slice(0, -40) });
    expect(finding).toMatchObject({ rule: 'invalid-json', in: { file: 'recording.har' } });
  });

  test('unexpected-body: a 304 with a body', () => {
    expect(brief(check({ status: 304, body: batch() }))).toEqual(['unexpected-body']);
  });

  test('no-response: a request without a response is a warning', () => {
    expect(check({ status: 0 })).toMatchObject([{ rule: 'no-response', severity: 'warning' }]);
  });

  test('schema: every violation, with its place in the body and in the contract', () => {
    const { total: _, ...broken } = batch({ waiting: '45', failed: -1, completedTime: 1.5 });
    const findings = check({ body: broken });
    expect(brief(findings).toSorted()).toEqual(
      ['schema ', 'schema /completedTime', 'schema /failed', 'schema /waiting'].map((line) =>
        line.trim(),
      ),
    );
    expect(findings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/found no "total", which is required\.$/),
        expect.stringMatching(/at \/waiting: found a string, wanted an integer\.$/),
        expect.stringMatching(
          /at \/failed: found an integer that is too small, wanted at least 0\.$/,
        ),
        expect.stringMatching(/at \/completedTime: found a fraction, wanted an integer or null\.$/),
      ]),
    );
    const waiting = findings.find((finding) => finding.in.pointer === '/waiting')!;
    expect(waiting.contract).toMatchObject({
      file: contractFile,
      pointer: '/components/schemas/CallCount/type',
    });
    const { line, column } = waiting.contract;
    expect(lines[line - 1]!.slice(column - 1)).toBe('type: integer');
    expect(lines[line - 2]).toContain('CallCount:');
  });
});

describe('a malformed call has one finding, about the kind of call that was intended', () => {
  test.each([
    ['completed', { duration: 'long' }, '/recent_calls/0/duration', 'Duration/type'],
    ['failed', { failedAt: 'today' }, '/recent_calls/0/failedAt', 'Timestamp/type'],
    ['ringing', { phone_number: 15550001234 }, '/recent_calls/0/phone_number', 'PhoneNumber/type'],
  ])('%s', (status, changes, at, pointer) => {
    const findings = call({ jobId: 'call_1', status, ...changes });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'schema',
      in: { pointer: at },
      contract: { pointer: `/components/schemas/${pointer}` },
    });
  });

  test.each([
    ['completed', 'CompletedCall'],
    ['failed', 'FailedCall'],
    ['ringing', 'OtherCall'],
  ])('a %s call without an id is missing a member of %s', (status, kind) => {
    const [finding, ...more] = call({ status });
    expect(more).toEqual([]);
    expect(finding!.message).toContain('found no "jobId"');
    expect(finding!.contract.pointer).toBe(`/components/schemas/${kind}/required`);
  });

  test('a call without a kind is missing the members of all kinds', () => {
    const [finding, ...more] = call({ jobId: 'call_1' });
    expect(more).toEqual([]);
    expect(finding!.message).toContain('at /recent_calls/0: found no "status"');
  });

  test('a value that is not a call is reported as a whole', () => {
    const [finding, ...more] = check({ body: batch({ recent_calls: [batch().recent_calls, 7] }) });
    expect(finding!.message).toContain('at /recent_calls/0: found an array, wanted an object');
    expect(more).toHaveLength(1);
    expect(more[0]!.message).toContain('at /recent_calls/1: found an integer, wanted an object');
  });

  test('a fault beside the calls is reported too', () => {
    const findings = check({
      body: batch({ active: null, recent_calls: [{ jobId: 1, status: 'failed' }] }),
    });
    expect(brief(findings).toSorted()).toEqual(['schema /active', 'schema /recent_calls/0/jobId']);
  });
});

describe('findings contain no personal data and no key', () => {
  const secrets = [phoneNumber, phoneNumber.slice(1), '5550', apiKey, 'planted', 'batch_1'];

  test.each([
    ['a number in place of a count', { body: batch({ waiting: phoneNumber }) }],
    ['a number as an array', { body: batch({ recent_calls: phoneNumber }) }],
    ['a number as the body', { body: JSON.stringify(phoneNumber) }],
    ['text as the body', { body: `Call ${phoneNumber} with ${apiKey}` }],
    ['half a body', { body: `{"phone_number": "${phoneNumber}", "key": ${apiKey}` }],
    ['a free text that is an object', { status: 500, body: { error: { [phoneNumber]: apiKey } } }],
    ['a call keyed by a number', { body: batch({ recent_calls: { [phoneNumber]: {} } }) }],
    ['a media type', { headers: { 'content-type': `text/${phoneNumber}` }, body: apiKey }],
    ['a batch id', { url: `http://u:${apiKey}@h/x/${phoneNumber}?key=${apiKey}`, body: '' }],
    ['an error page', { status: 304, body: `<p>${phoneNumber} ${apiKey}</p>` }],
    [
      'every call',
      {
        body: batch({
          recent_calls: [
            { jobId: 1, status: 'completed', phone_number: [phoneNumber], duration: phoneNumber },
            { jobId: phoneNumber, status: phoneNumber, phone_number: 15550001234 },
            { jobId: phoneNumber, status: 'failed', error: { apiKey }, failedAt: phoneNumber },
          ],
        }),
      },
    ],
  ])('%s', (_, options) => {
    const findings = check(options);
    expect(findings).not.toEqual([]);
    const printed = JSON.stringify(findings);
    for (const secret of secrets) expect(printed).not.toContain(secret);
  });
});
