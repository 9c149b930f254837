import { unreachableUrl } from '@batch-status/loopback';
import {
  ApiError,
  ConfigurationError,
  NetworkError,
  TimeoutError,
  WatchError,
} from '@batch-status/node';
import { expect, inject, test } from 'vitest';
import { describeCauses } from '../../src/session/describe-causes.ts';
import { describeError } from '../../src/session/describe-error.ts';
import { networkCause } from '../../src/session/network-cause.ts';
import { runCommand } from '../run-command.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:8787'), {
  ...{ code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 8787 },
});

const context = { host: 'a.example:8787' };

test.each([
  ['apiKey', 'TRILLET_API_KEY must'],
  ['workspaceId', 'TRILLET_WORKSPACE_ID must'],
  ['baseUrl', 'TRILLET_BASE_URL must be a URL'],
  ['batchId', 'A batch id must'],
  ['constructor', 'It must be another.'],
  [undefined, 'It must be another.'],
])('an error about the option %s of the client begins with %s', (option, words) => {
  const error = new ConfigurationError('It must be another.', { option });
  expect(describeError(error, context).startsWith(words)).toBe(true);
});

test('an error names the variables and options of the command, not those of the client', () => {
  const details = { path: '/status', cause: new TypeError('fetch failed', { cause: refused }) };
  const lost = new NetworkError('Check `baseUrl`.', details);
  expect(describeError(lost, context)).toBe(
    'No response from a.example:8787 (ECONNREFUSED 127.0.0.1:8787) to GET /status. Check the network and TRILLET_BASE_URL.',
  );
  expect(describeError(new TimeoutError('Raise `deadline`.'), context)).toBe(
    'No response from a.example:8787 in time. Check the network and TRILLET_BASE_URL.',
  );
  const tls = new NetworkError('GET /status got no response. TLS failed.', { retryable: false });
  expect(describeError(tls, context)).toBe(
    'GET /status got no response. TLS failed. The server is a.example:8787.',
  );
  const missing = new ApiError('not_found', 'GET /status returned 404.');
  const persistent = new ApiError('not_found', 'See `notFoundGrace`.', { cause: missing });
  expect(describeError(persistent, { ...context, notFoundGrace: 7 })).toBe(
    'GET /status returned 404. It was retried for 7 s (--not-found-grace).',
  );
  const ended = new WatchError('max_wait', 'It took too long.', undefined, { cause: lost });
  expect(describeError(ended, context)).toBe(
    `It took too long. The last request failed: ${describeError(lost, context)}`,
  );
});

test('the cause of a lost connection is the deepest one with a code', () => {
  const dns = { code: 'ENOTFOUND', hostname: 'a.invalid' };
  expect(networkCause(Object.assign(new Error(''), dns))).toBe('ENOTFOUND a.invalid');
  const several = new AggregateError([new Error('no code'), refused]);
  expect(networkCause(new Error('', { cause: several }))).toBe('ECONNREFUSED 127.0.0.1:8787');
  expect(networkCause(new NetworkError('without a cause'))).toBeUndefined();
  expect(networkCause('odd')).toBeUndefined();
});

test('the causes contain neither secrets nor phone numbers', () => {
  const aggregate = new AggregateError([refused, new Error('lost')], 'none of them');
  const cause = new TypeError('key-1 may not call +1555\u001B[m0100199', { cause: aggregate });
  const details = { status: 503, attempts: 4, retryAfter: 2000, cause };
  const error = new ApiError('api_error', 'GET /status failed.', details);
  expect(describeCauses(error, ['key-1'])).toEqual([
    '  code api_error, status 503, requests 4, asked to wait 2000 ms',
    '  caused by TypeError: ••• may not call •••',
    '  caused by AggregateError: none of them',
    '  caused by Error ECONNREFUSED: connect 127.0.0.1:8787',
    '  caused by Error: lost',
  ]);
  expect(describeCauses('odd', [])).toEqual([]);
});

test('--debug adds the causes', async () => {
  const url = await unreachableUrl();
  const { stderr, code } = await runCommand(['get', 'any', '--debug'], url);
  expect(code).toBe(8);
  expect(stderr).toMatch(
    /^batch-status: No response from 127\.0\.0\.1:\d+ \(ECONNREFUSED\) .+\n {2}code network, requests 4\n( {2}caused by .+\n)* {2}caused by Error ECONNREFUSED: connect 127\.0\.0\.1:\d+\n$/,
  );
});

test('--debug does not print secrets that a server repeats', async () => {
  const args = ['get', 'indiscreet~debug', '--debug'];
  const { stderr } = await runCommand(args, inject('faultServerUrl'));
  expect(stderr).toContain('  code api_error, status 400, requests 1\n');
});
