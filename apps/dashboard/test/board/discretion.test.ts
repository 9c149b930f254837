import { batchOf } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import { discretionWith } from '../../src/board/discretion.ts';

const calls = [{ jobId: 'call_1000', status: 'failed', error: 'busy true total 1000' }];
const batch = batchOf({ completed: 1000, total: 1000, recent_calls: calls });

test.each([
  ['1000', { jobId: 'call_•••', error: 'busy true total •••' }],
  ['true', { jobId: 'call_1000', error: 'busy ••• total 1000' }],
  ['total', { jobId: 'call_1000', error: 'busy true ••• 1000' }],
  ['1', calls[0]],
  ['a', calls[0]],
  ['', calls[0]],
])('a workspace whose id is “%s” changes texts, but no count and no name', (secret, call) => {
  const { batch: clean } = discretionWith(['key-4711', secret]);
  expect(clean(batch)).toEqual({ ...batch, recent_calls: [{ ...calls[0], ...call }] });
});

test.each(['a "quoted" key', 'back\\slash', '$&-key'])(
  'the key %s is removed wherever it is',
  (secret) => {
    const { batch: clean, problem } = discretionWith([secret]);
    const more = { jobId: `of ${secret}`, status: secret, error: `not ${secret}` };
    const cleaned = clean({ ...batch, status: secret, recent_calls: [more] });
    expect(cleaned.recent_calls).toEqual([{ jobId: 'of •••', status: '•••' }]);
    expect(JSON.stringify(cleaned)).not.toContain(JSON.stringify(secret).slice(1, -1));
    const message = `Not ${secret}.`;
    expect(problem({ code: 'api_error', message }).message).toBe('Not •••.');
  },
);
