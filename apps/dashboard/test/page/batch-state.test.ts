import { expect, test } from 'vitest';
import { stateOf } from '../../src/page/state/batch-state.ts';
import { boardBatch, serverNow } from './boards.ts';

test.each([
  ['a moment ago', 1_000, 'No active call has ended for a while.'],
  ['12 minutes ago', 720_000, 'No active call has ended for more than 12 min.'],
])('the advice for a batch that stalled %s says for how long', (_, age, sentence) => {
  const batch = boardBatch('a', { phase: 'stalled', phaseSince: serverNow - age });
  expect(stateOf(batch, serverNow).advice).toContain(sentence);
});

test('a single call is not counted in the plural', () => {
  const batch = { status: 'completed', completed: 1, failed: 2 } as const;
  const { advice } = stateOf(boardBatch('a', { phase: 'complete', batch }), serverNow);
  expect(advice).toBe('1 call completed, 2 failed (66.7%).');
});
