import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PriorityQueue } from '../src/priority-queue.ts';

test('Values come out by their keys, and in the order they came where keys are equal', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), (keys) => {
      const queue = new PriorityQueue<number>();
      for (const [index, key] of keys.entries()) queue.push(key, index);
      const out = Array.from(keys, () => queue.pop()!.value);
      // Sorting is stable, so it is the specification.
      expect(out).toEqual([...keys.keys()].toSorted((one, other) => keys[one]! - keys[other]!));
      expect(queue.pop()).toBeUndefined();
    }),
  );
});
