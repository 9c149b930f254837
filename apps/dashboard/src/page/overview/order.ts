import type { ListedBatch } from '../board/listed-batch.ts';
import { reasons } from '../state/attention.ts';

export const sortings = ['attention', 'left', 'failed', 'age', 'name', 'added'] as const;
export type Sorting = (typeof sortings)[number];

/** What rows are sorted by. */
type Sortable = Omit<ListedBatch, 'view' | 'name'>;

/** Estimates within a factor of 1.3 count as equal, so that rows do not change places all the time. */
const step = Math.log(1.3);

const leftOf = ({ likelyLeft, isOver }: Sortable): number => {
  if (isOver) return Infinity;
  return likelyLeft === undefined ? 1e9 : Math.round(Math.log(Math.max(1000, likelyLeft)) / step);
};

const urgencyOf = ({ reason }: Sortable): number =>
  reason === undefined ? reasons.length : reasons.indexOf(reason);

const compare: Record<Sorting, (a: Sortable, b: Sortable) => number> = {
  attention: (a, b) => urgencyOf(a) - urgencyOf(b) || difference(leftOf(a), leftOf(b)),
  left: (a, b) => difference(leftOf(a), leftOf(b)),
  failed: (a, b) => b.failureShare - a.failureShare,
  age: (a, b) => (a.receivedAt ?? a.addedAt) - (b.receivedAt ?? b.addedAt),
  name: (a, b) => byName.compare(a.batchId, b.batchId),
  added: (a, b) => b.addedAt - a.addedAt,
};

const byName = new Intl.Collator(undefined, { numeric: true });

/** Two times that are both infinite are equal. */
const difference = (a: number, b: number): number => (a === b ? 0 : a - b);

/** The ids in the order of a sorting. Equal ones stay in the order in which they were added. */
export const sorted = (rows: readonly Sortable[], by: Sorting): string[] =>
  rows.toSorted((a, b) => compare[by](a, b) || a.addedAt - b.addedAt).map(({ batchId }) => batchId);

/**
 * Moves ids back to the places that they have on the screen: nothing must move under a pointer or away
 * from the focus.
 */
export function keepPlaces(
  order: readonly string[],
  shown: readonly string[],
  kept: readonly (string | undefined)[],
): readonly string[] {
  const places = [...new Set(kept)]
    .flatMap((id) =>
      id !== undefined && order.includes(id) ? [{ id, at: shown.indexOf(id) }] : [],
    )
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  const moved = order.filter((id) => places.every((place) => place.id !== id));
  for (const { id, at } of places) moved.splice(at, 0, id);
  return moved;
}
