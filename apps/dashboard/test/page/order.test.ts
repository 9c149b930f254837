import { describe, expect, it } from 'vitest';
import { keepPlaces, sorted } from '../../src/page/overview/order.ts';

type Row = Parameters<typeof sorted>[0][number];

const row = (batchId: string, options: Partial<Row> = {}): Row => ({
  batchId,
  addedAt: 0,
  reason: undefined,
  isOver: false,
  likelyLeft: undefined,
  failureShare: 0,
  receivedAt: 0,
  ...options,
});

describe('the order of the overview', () => {
  it('has batches that need attention first, then those that end soon, and those that ended last', () => {
    const rows = [
      row('over', { isOver: true }),
      row('unknown'),
      row('slow', { likelyLeft: 9_000_000 }),
      row('soon', { likelyLeft: 60_000 }),
      row('no data', { reason: 'noData' }),
      row('failing', { reason: 'failing' }),
      row('stalled', { reason: 'stalled' }),
      row('refused', { reason: 'refused', isOver: true }),
    ];
    expect(sorted(rows, 'attention')).toEqual([
      ...['refused', 'stalled', 'failing', 'no data'],
      ...['soon', 'slow', 'unknown', 'over'],
    ]);
  });

  it('stays the same while estimates differ little', () => {
    const [a, b] = [
      row('a', { likelyLeft: 600_000 }),
      row('b', { likelyLeft: 599_000, addedAt: 1 }),
    ];
    expect(sorted([b, a], 'attention')).toEqual(['a', 'b']);
  });

  it('sorts by what the viewer asks for', () => {
    const rows = [
      row('batch-10', { failureShare: 0.1, receivedAt: 5, addedAt: 1 }),
      row('batch-9', { failureShare: 0.3, receivedAt: 9, addedAt: 3 }),
      row('new', { receivedAt: undefined, addedAt: 2 }),
    ];
    expect(sorted(rows, 'failed')).toEqual(['batch-9', 'batch-10', 'new']);
    expect(sorted(rows, 'age')).toEqual(['new', 'batch-10', 'batch-9']);
    expect(sorted(rows, 'name')).toEqual(['batch-9', 'batch-10', 'new']);
    expect(sorted(rows, 'added')).toEqual(['batch-9', 'new', 'batch-10']);
  });

  it.each([
    { kept: ['c'], expected: ['d', 'b', 'c', 'a'] },
    { kept: ['a', 'd'], expected: ['a', 'c', 'b', 'd'] },
    { kept: ['b', 'c'], expected: ['d', 'b', 'c', 'a'] },
    { kept: [undefined, 'gone'], expected: ['d', 'c', 'b', 'a'] },
    { kept: ['a', 'a'], expected: ['a', 'd', 'c', 'b'] },
  ])('leaves $kept where they are', ({ kept, expected }) => {
    expect(keepPlaces(['d', 'c', 'b', 'a'], ['a', 'b', 'c', 'd'], kept)).toEqual(expected);
  });
});
