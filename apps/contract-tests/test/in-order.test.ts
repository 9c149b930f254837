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

test('a value waits for the values before it', async () => {
  const used: number[] = [];
  const inOrder = new InOrder((value: number) => used.push(value));
  const [first, second] = [later<number>(), later<number>()];
  await inOrder.next(first.promise);
  await inOrder.next(second.promise);
  await inOrder.next(3);
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
  await inOrder.next(1);
  await inOrder.next(2);
  await inOrder.next(third.promise);
  third.reject(new Error('three'));
  await expect(inOrder.all()).rejects.toThrow('two');
  await expect(inOrder.next(4)).rejects.toThrow('two');
  expect(used).toEqual([1]);
});

test('only a limited number of values wait for a slow one', async () => {
  const inOrder = new InOrder(() => undefined);
  const first = later<number>();
  await inOrder.next(first.promise);
  let begun = 0;
  const going = (async () => {
    for (; begun < 100; begun++) await inOrder.next(begun);
  })();
  await new Promise(setImmediate);
  expect(begun).toBeLessThan(20);
  first.resolve(0);
  await going;
  expect(begun).toBe(100);
});
