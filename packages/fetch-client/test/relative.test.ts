import { expect, test } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';

test('a relative base URL is refused where there is no page', () => {
  expect(() => createBatchStatusClient({ baseUrl: '/api' })).toThrow(
    'baseUrl is relative, which only a web page can resolve',
  );
});
