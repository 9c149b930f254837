import { expect, test } from 'vitest';
import { batchPath } from '../../src/call/batch-path.ts';

test.each([
  ['b1', '/v1/api/batch-calls/b1/status'],
  ['a/b?c#d', '/v1/api/batch-calls/a%2Fb%3Fc%23d/status'],
  ['$& {batchId}', '/v1/api/batch-calls/%24%26%20%7BbatchId%7D/status'],
  ['...', '/v1/api/batch-calls/.../status'],
  ['.b', '/v1/api/batch-calls/.b/status'],
  ['b.', '/v1/api/batch-calls/b./status'],
  ['%2e%2e%2e', '/v1/api/batch-calls/%252e%252e%252e/status'],
])('the batch %j has the path %s', (batchId, path) => {
  expect(batchPath('/v1/api', batchId)).toBe(path);
});

test.each(['', '.', '..', '%2e', '%2E.', '.%2e', '%2e%2e', 'a\n', '\u0000b', '\uD800', 'a\uDC00b'])(
  'the batch id %j would lead to another path, or to none',
  (batchId) => {
    expect(() => batchPath('', batchId)).toThrow(
      'a non-empty string without control characters or lone surrogates, not a dot segment',
    );
  },
);

test.each([undefined, null, 7, ['b1']])('%j is not a batch id', (batchId) => {
  expect(() => batchPath('', batchId)).toThrow('`batchId` must be');
});
