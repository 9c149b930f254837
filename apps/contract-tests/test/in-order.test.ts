import { expect, test } from 'vitest';

import { InOrder } from '../src/checking/in-order.ts';

/** A promise, and the function that resolves it. */
function later<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<T>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

async function added(inOrder: InOrder<number>, value: number | Promise<number>): Promise<void> {
  inOrder.add(value);
  await inOrder.room();
}

test('a value waits for the values before it', async () => {
  const used: number[] = [];
  const inOrder = new InOrder((value: number) => used.push(value));
  const [first, second] = [later<number>(), later<number>()];
  await added(inOrder, first.promise);
  await added(inOrder, second.promise);
  await added(inOrder, 3);
  second.resolve(2);
  await Promise.resolve();
  expect(used).toEqual([]);
  first.resolve(1);
  await inOrder.all();
  expect(used).toEqual([1, 2, 3]);
});

test('after an error no value is used, and every later call fails with the error', async () => {
  const used: number[] = [];
  const inOrder = new InOrder((value: number) => {
    if (value === 2) throw new Error('two');
    used.push(value);
  });
  const third = later<number>();
  inOrder.add(1);
  inOrder.add(2);
  inOrder.add(third.promise);
  await new Promise(setImmediate);
  third.reject(new Error('three'));
  await expect(inOrder.all()).rejects.toThrow('two');
  await expect(added(inOrder, 4)).rejects.toThrow('two');
  expect(used).toEqual([1]);
});

test('only a limited number of values wait for a slow one', async () => {
  const inOrder = new InOrder(() => undefined);
  const first = later<number>();
  await added(inOrder, first.promise);
  let begun = 0;
  const going = (async () => {
    for (; begun < 100; begun++) await added(inOrder, begun);
  })();
  await new Promise(setImmediate);
  expect(begun).toBeLessThan(20);
  first.resolve(0);
  await going;
  expect(begun).toBe(100);
});
