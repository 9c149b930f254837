import { VirtualClock } from '@batch-status/simulation';
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { Board } from '../../src/page/board/board.ts';
import { Views } from '../../src/page/board/views.ts';
import { watchProblems } from '../../src/page/news/watch-problems.ts';
import { boardBatch, boardOf, serverNow } from './boards.ts';

const problem = { code: 'network', message: 'No response.' } as const;

test('a screen reader announces what is wrong with the whole page, and when it is over', async () => {
  const clock = new VirtualClock();
  const board = new Board(clock);
  const told: string[] = [];
  watchProblems(new Views(board, { threshold: signal(0.5) }), (_, sentence) => told.push(sentence));
  const hear = (...[batches, state]: Parameters<typeof boardOf>): string[] => {
    board.apply(boardOf(batches, state), 0);
    return told.splice(0);
  };
  const two = [boardBatch('a'), boardBatch('b')];
  const pause = { kind: 'outage', since: serverNow, until: serverNow + 4_000, problem } as const;
  const capacity = { requestsPerSecond: 0.1, maxStaleness: 60_000, batches: 1 };

  expect(hear(two)).toEqual([]);
  expect(hear(two, { pause })).toEqual(['The API is unreachable.']);
  expect(hear(two, { pause: { ...pause, until: serverNow + 9_000 } })).toEqual([]);
  expect(hear(two, { historyProblem: 'The disk is full.' })).toEqual([
    'No history is being saved.',
    'The API is reachable again.',
  ]);
  expect(hear(two, { capacity })).toEqual(['Over capacity.', 'The history is being saved again.']);
  expect(hear(two, { keyRefused: { ...problem, code: 'unauthorized' } })).toEqual([
    'The service refuses the key.',
    'No longer over capacity.',
  ]);
  expect(hear(two)).toEqual(['The service accepts the key again.']);

  await clock.advance(600_000);
  board.tick();
  expect(told.splice(0)).toEqual(['This page is cut off from its dashboard.']);
  expect(hear(two)).toEqual(['This page is connected to its dashboard again.']);
});
