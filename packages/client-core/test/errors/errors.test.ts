import { expect, test } from 'vitest';
import { ApiError, isBatchStatusError } from '../../src/index.ts';

test('an error from another copy of the package is recognized by its brand', () => {
  const brand = Symbol.for('@batch-status/error');
  const other = Object.assign(new Error('lost'), { [brand]: true, code: 'network' });
  expect(isBatchStatusError(other)).toBe(true);
  expect(isBatchStatusError(other, 'network', 'deadline')).toBe(true);
  expect(isBatchStatusError(other, 'deadline')).toBe(false);
});

test.each([undefined, null, 'network', new Error('lost'), { code: 'network' }])(
  '%j is not recognized as an error of this library',
  (value) => {
    expect(isBatchStatusError(value)).toBe(false);
  },
);

test('an error has the details of its call, and a logger sees them', () => {
  const cause = new Error('inner');
  const details = { method: 'GET', path: '/b', status: 404, attempts: 1, retryAfter: 5, cause };
  const error = new ApiError('not_found', 'no batch', details);
  expect(error).toMatchObject(details);
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: 'not_found', status: 404 });
  expect(JSON.stringify(error)).not.toContain('inner');
});
