import { unreachableUrl } from '@batch-status/loopback';
import { ApiError, ConfigurationError } from '@batch-status/node';
import { expect, inject, test } from 'vitest';
import { describeCauses, describeError } from '../../src/session/describe-error.ts';
import { runCommand } from '../run-command.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:8787'), {
  ...{ code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 8787 },
});

test('an error about an option names the variable that the option comes from, if any', () => {
  const about = (option?: string): string =>
    describeError(new ConfigurationError('It must be another.', { option }));
  expect(about('baseUrl')).toBe('TRILLET_BASE_URL: It must be another.');
  for (const option of ['batchId', 'constructor', undefined]) {
    expect(about(option)).toBe('It must be another.');
  }
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
    /^batch-status: GET .+\n {2}code network, requests 4\n( {2}caused by .+\n)* {2}caused by Error ECONNREFUSED: connect 127\.0\.0\.1:\d+\n$/,
  );
});

test('--debug does not print secrets that a server repeats', async () => {
  const args = ['get', 'indiscreet~debug', '--debug'];
  const { stderr } = await runCommand(args, inject('faultServerUrl'));
  expect(stderr).toContain('  code api_error, status 400, requests 1\n');
});
