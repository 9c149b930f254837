import { judgeCase, type Case } from '@batch-status/client-suite/run';
import { describe, expect, inject, test } from 'vitest';
import * as library from '../src/index.ts';

const serverUrl = inject('faultServerUrl');

/** What is wrong with a case. */
const judged = (each: Omit<Case, 'name'>, runtime: 'node' | 'deno' = 'node'): Promise<string[]> =>
  judgeCase(
    { name: 'a case', ...each },
    { library, client: 'fetch', runtime, serverUrl },
    crypto.randomUUID(),
  );

const good = { batch: 'good', requests: 1 } as const;
const unavailable = {
  error: { class: 'ApiError', code: 'api_error', status: 503, attempts: 4 },
  requests: 4,
  shortestPause: 125,
  longestPause: 500,
} as const;

describe('a case passes if the call does what it expects', () => {
  test('a batch', async () => expect(await judged({ fault: 'good', expected: good })).toEqual([]));
  test('an error after pauses', async () => {
    expect(await judged({ fault: 'always-unavailable', expected: unavailable })).toEqual([]);
  });
});

/** Each expectation, with a value that is wrong. */
const wrong: [what: string, fault: string, expected: Case['expected'], problem: string][] = [
  ['a batch', 'good', { ...good, batch: 'complete' }, 'the batch must be the complete one'],
  ['a member', 'good', { ...good, batch: { total: 7 } }, 'total must be 7; got 150'],
  ['a missing member', 'good', { ...good, without: ['total'] }, 'the batch must not have total'],
  [
    'a batch after an error',
    'not-found',
    good,
    'must resolve to a batch; got ApiError (not_found)',
  ],
  ['the number of requests', 'good', { ...good, requests: 2 }, 'must receive 2 requests; got 1'],
  [
    'too few requests',
    'good',
    { ...good, requests: { least: 2, greatest: 3 } },
    'must receive 2 to 3 requests; got 1',
  ],
  [
    'the class',
    'always-unavailable',
    { ...unavailable, error: { ...unavailable.error, class: 'NetworkError' } },
    'the error.name must be "NetworkError"; got "ApiError"',
  ],
  [
    'the code',
    'always-unavailable',
    { ...unavailable, error: { ...unavailable.error, code: 'network' } },
    'the error.code must be "network"; got "api_error"',
  ],
  [
    'the status',
    'always-unavailable',
    { ...unavailable, error: { ...unavailable.error, status: null } },
    'the error.status must be null; got 503',
  ],
  [
    'the attempts',
    'always-unavailable',
    { ...unavailable, error: { ...unavailable.error, attempts: 3 } },
    'the error.attempts must be 3; got 4',
  ],
  [
    'the message',
    'always-unavailable',
    { ...unavailable, error: { ...unavailable.error, says: ['Refused with 404'] } },
    'must contain “Refused with 404”',
  ],
  [
    'what the message hides',
    'always-unavailable',
    { ...unavailable, error: { ...unavailable.error, hides: ['503'] } },
    'must not contain “503”',
  ],
  [
    'the construction',
    'not-found',
    { error: { class: 'ApiError', code: 'not_found', atConstruction: true }, requests: 1 },
    'createBatchStatusClient must throw the error',
  ],
  [
    'the shortest pause',
    'always-unavailable',
    { ...unavailable, shortestPause: 126 },
    'the shortest pause must be 126 ms; got 125',
  ],
  [
    'a pause that is too long',
    'always-unavailable',
    { ...unavailable, shortestPause: 124 },
    'the shortest pause must be 124 ms; got 125',
  ],
  [
    'the longest pause',
    'always-unavailable',
    { ...unavailable, longestPause: 499 },
    'the longest pause must be 499 ms; got 500',
  ],
  [
    'no pause',
    'error-twice',
    { batch: 'good', requests: 3 },
    'the longest pause must be 0 ms; got 250',
  ],
  [
    'a pause without a retry',
    'good',
    { ...good, longestPause: 5 },
    'the longest pause must be 5 ms; got 0',
  ],
  [
    'a header',
    'good',
    { ...good, headers: { 'x-api-key': null } },
    'the header x-api-key of the requests must be null',
  ],
  [
    'a header of each request',
    'good',
    { ...good, headers: { accept: [] } },
    'the header accept of the requests must be []',
  ],
  ['the path', 'good', { ...good, path: '/v2/' }, 'the path must begin with /v2/; got /v1/'],
  [
    'the number of events',
    'good',
    { ...good, events: [] },
    'there must be 0 events; got 2: attempt, response',
  ],
  [
    'an event',
    'good',
    { ...good, events: [{ type: 'attempt' }, { type: 'response', status: 304 }] },
    'event 2 must contain',
  ],
  [
    'the reason of the signal',
    'good',
    { reason: true, requests: 1 },
    'must reject with the reason of its signal',
  ],
  ['no result', 'good', { requests: 1 }, 'expects neither a batch, an error, nor the reason'],
  [
    'an unknown expectation',
    'good',
    { ...good, request: 1 } as never,
    'the expectation request is unknown',
  ],
];

test.each(wrong)('a case fails because of %s', async (_what, fault, expected, problem) => {
  const problems = await judged({ fault, expected: expected! });
  expect(problems.join('\n')).toContain(problem);
});

test('a case fails because of a member of the response', async () => {
  const each = { fault: 'retry-after-on-success', operation: 'requestBatchStatus' } as const;
  const expected = { ...good, response: { retryAfter: 1 } };
  expect(await judged({ ...each, expected })).toEqual([
    'the response.retryAfter must be 1; got 30000.',
  ]);
});

test('a case with several calls names the call that is wrong', async () => {
  const calls = [{ expected: good }, { expected: { ...good, requests: 2 } }];
  expect(await judged({ fault: 'good', calls })).toEqual([
    'In call 2: the server must receive 2 requests; got 1.',
  ]);
});

describe('a difference of a runtime', () => {
  const reason = 'It repeats.';
  const differences = [{ in: ['deno'], reason, expected: { requests: 1 } }] as const;
  const expected = { ...good, requests: 2 };

  test('replaces what is expected there, and only there', async () => {
    const each = { fault: 'good', expected, differences };
    expect(await judged(each, 'deno')).toEqual([]);
    expect(await judged(each, 'node')).toHaveLength(1);
  });

  test('that does not exist is an error', async () => {
    expect(await judged({ fault: 'good', expected: good, differences }, 'deno')).toEqual([
      'The difference of deno is out of date: the runtime has none.',
    ]);
  });

  test('that exists only sometimes may be missing', async () => {
    const some = [{ ...differences[0], sometimes: true }] as const;
    expect(await judged({ fault: 'good', expected: good, differences: some }, 'deno')).toEqual([]);
  });
});

describe('without an expectation, a case fails because of', () => {
  const create = (fetched: () => Promise<Response>) => ({
    ...library,
    createBatchStatusClient: (options: object) =>
      library.createBatchStatusClient({ ...options, fetch: fetched }),
  });
  const error = { class: 'NetworkError', code: 'network' };
  const judgedWith = (broken: object): Promise<string[]> =>
    judgeCase(
      {
        name: 'a case',
        fault: 'good',
        options: { retry: false },
        expected: { error, requests: 0 },
      },
      {
        library: { ...create(() => Promise.reject(new TypeError('no'))), ...broken },
        client: 'fetch',
        runtime: 'node',
        serverUrl,
      },
      crypto.randomUUID(),
    );

  /** A library whose calls fail with this error. */
  const failing = (thrown: Error) => ({
    createBatchStatusClient: () => ({ getBatchStatus: () => Promise.reject(thrown) }),
  });
  const details = { path: '/b', cause: new Error('no') };

  test.each([
    [
      'a key in the error',
      new library.NetworkError('GET /b planted-key-51f0', details),
      'would contain planted-key-51f0',
    ],
    [
      'a phone number in the error',
      new library.NetworkError('GET /b +15550100199', details),
      'would contain 15550100199',
    ],
    [
      'an invisible character',
      new library.NetworkError('GET /b \u202E', details),
      'the message has invisible characters',
    ],
    [
      'a long message',
      new library.NetworkError(`GET /b ${'a'.repeat(700)}`, details),
      'the message has 707 characters',
    ],
    [
      'a message without the path',
      new library.NetworkError('no', details),
      'must begin with the method and the path',
    ],
    [
      'an error without a cause',
      new library.NetworkError('GET /b', { path: '/b' }),
      'the error must have a cause',
    ],
    ['an error of the platform', new TypeError('no'), 'the error is not of the library'],
  ])('%s', async (_what, thrown, problem) => {
    expect((await judgedWith(failing(thrown))).join('\n')).toContain(problem);
  });

  test('nothing, if the error is as it should be', async () => {
    expect(await judgedWith({})).toEqual([]);
  });
});

test('a call that follows a redirect fails', async () => {
  const following = {
    ...library,
    createBatchStatusClient: (options: object) =>
      library.createBatchStatusClient({
        ...options,
        fetch: (input, init) => fetch(input, { ...init, redirect: 'follow' }),
      }),
  };
  const problems = await judgeCase(
    { name: 'a case', fault: 'redirect', expected: good },
    { library: following, client: 'fetch', runtime: 'node', serverUrl },
    crypto.randomUUID(),
  );
  expect(problems).toContain('the redirect was followed.');
});

test('on the system clock, a pause that is too short for the server fails', async () => {
  const expected = {
    batch: 'good',
    requests: 2,
    shortestPause: 3_600_000,
    longestPause: 0,
  } as const;
  const problems = await judged({
    fault: 'reset-once',
    clock: 'system',
    options: { retry: { baseDelay: 0.5, maxDelay: 0.5 } },
    expected,
  });
  expect(problems[0]).toMatch(/^the shortest pause must be at least 3600000 ms; got \d+/);
});
