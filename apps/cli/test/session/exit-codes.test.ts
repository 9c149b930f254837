import { readFile } from 'node:fs/promises';
import { ConfigurationError, NetworkError, type ErrorCode } from '@batch-status/node';
import { expect, test } from 'vitest';
import { exitCodeOfAll, exitCodes, type ExitCode } from '../../src/session/exit-codes.ts';
import { exitCodeOfBatch, exitCodeOfError } from '../../src/session/outcome.ts';
import { aBatch } from '../an-update.ts';

test('the README lists the exit codes', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const listed = [...readme.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
  expect(listed).toEqual(Object.values<number>(exitCodes));
});

test.each([
  [{ status: 'completed' }, undefined, 0],
  [{ status: 'completed' }, 5, 0],
  [{ status: 'completed' }, 4.9, 1],
  [{ status: 'completed', failed: 0 }, 0, 0],
  [{ status: 'completed', failed: 0, completed: 0 }, 0, 0],
  [{ status: 'cancelled' }, 0, 3],
  [{ status: 'failed' }, 0, 9],
  [{ status: 'paused, says a newer server' }, undefined, 0],
])('a batch with %j and --fail-on-failed %s exits with %i', (members, allowed, code) => {
  expect(exitCodeOfBatch({ ...aBatch, isComplete: true, ...members }, allowed)).toBe(code);
});

test('an unknown error counts as a missing answer', () => {
  expect(exitCodeOfError(new ConfigurationError('batchId is empty.'))).toBe(2);
  expect(exitCodeOfError(new NetworkError('It was not answered.'))).toBe(8);
  expect(exitCodeOfError(new TypeError('odd'))).toBe(8);
});

const byErrorCode: Record<ErrorCode, ExitCode> = {
  ...{ invalid_argument: 2, over_capacity: 2, max_wait: 4, unauthorized: 5, forbidden: 5 },
  ...{ not_found: 6, stalled: 7, rate_limited: 8, api_error: 8, network: 8, redirected: 8 },
  ...{ malformed: 8, too_large: 8, deadline: 8, outage: 8, closed: 8 },
};

test.each(Object.entries(byErrorCode))('an error with the code %s exits with %i', (code, exit) => {
  const error = Object.assign(new NetworkError('It was not answered.'), { code });
  expect(exitCodeOfError(error)).toBe(exit);
});

test('several batches exit with the most urgent code', () => {
  const order: ExitCode[] = [5, 8, 6, 4, 7, 9, 3, 1, 0];
  for (const [index, code] of order.entries()) {
    const others = order.slice(index).toReversed();
    expect(exitCodeOfAll(others)).toBe(code);
  }
});
