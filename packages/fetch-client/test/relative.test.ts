import { expect, test } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';

test('a relative base URL is rejected outside of a page', () => {
  expect(() => createBatchStatusClient({ baseUrl: '/api' })).toThrow(
    /^`baseUrl` must be a URL such as .* \(or a path in a web page\), .*; got the string "\/api"\.$/,
  );
});
