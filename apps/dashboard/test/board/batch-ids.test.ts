import { expect, test } from 'vitest';
import { followBoard } from './follow-board.ts';

test.each([
  ...['a/b', 'a%2Fb', '😀', '<img src=x onerror=alert(1)>', 'a?b#c', ' b ', '...', 'a b', '١٢٣'],
  ...["';--", '__proto__', 'constructor', 'é'.repeat(500), 'events', 'a/history', '-rf'],
])('the id %s is followed as it is', async (batchId) => {
  const { board, pass, view } = followBoard();
  expect(board.add([batchId, batchId])).toEqual({ batches: [{ batchId }] });
  await pass(1000);
  expect(view(batchId)).toMatchObject({ batchId, last: { type: 'update', batchId } });
});

test.each<[string, string]>([
  ['', 'must not be empty.'],
  ['  ', 'must not be empty.'],
  ...['.', '..', '%2e%2E', 'a\u0000b', 'a\nb', '\u0085', '\uD83D'].map((id): [string, string] => [
    id,
    'must not be "." or "..", and must not contain control characters or unpaired surrogates.',
  ]),
  ['x'.repeat(10_000), 'must have at most 1000 bytes; this one has 10000.'],
  ['😀'.repeat(251), 'must have at most 1000 bytes; this one has 1004.'],
])('the id %j is rejected in one sentence', (batchId, reason) => {
  const { board } = followBoard();
  const [added] = board.add([batchId]).batches;
  expect(added!.error).toEqual({ code: 'invalid_id', message: `A batch id ${reason}` });
  expect([...board.batches()]).toEqual([]);
});
