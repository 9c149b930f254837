import { expect, test } from 'vitest';
import { reasonOf } from '../../src/page/state/attention.ts';
import type { BoardBatch } from '../../src/wire/board.ts';
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

test.each([
  ['not_found', 'Not found', 'notFound'],
  ['forbidden', 'No access', 'noAccess'],
  ['over_capacity', 'Given up', 'givenUp'],
  ['invalid_argument', 'Given up', 'givenUp'],
])(
  'a batch that was given up with %s needs attention as “%s”, with advice',
  (code, label, name) => {
    const failure = { code, message: 'Why.' } as BoardBatch['failure'];
    const batch: BoardBatch = { ...boardBatch('a'), state: 'givenUp', failure };
    const state = stateOf(batch, serverNow);
    expect(state).toMatchObject({
      label,
      name,
      tone: 'bad',
      advice: expect.stringMatching(/\w\.$/),
    });
    expect(reasonOf(batch, state, { threshold: 1, isGeneral: false })).toBe('refused');
  },
);
