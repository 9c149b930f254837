import { expect, test } from 'vitest';
import { Collector } from '../../src/index.ts';

const chunk = (...bytes: number[]): Uint8Array => new Uint8Array(bytes);

test('the chunks of a body are joined in their order, up to the maximum', () => {
  const collector = new Collector(5);
  for (const bytes of [chunk(1, 2), chunk(), chunk(3), chunk(4, 5)])
    expect(collector.add(bytes)).toBe(true);
  expect([...collector.bytes()]).toEqual([1, 2, 3, 4, 5]);
  expect(collector.length).toBe(5);
});

test('a body of one byte more is too large, and none of it is kept', () => {
  const collector = new Collector(5);
  collector.add(chunk(1, 2, 3, 4));
  expect(collector.isTooLarge).toBe(false);
  expect(collector.add(chunk(5, 6))).toBe(false);
  expect(collector.add(chunk())).toBe(false);
  expect(collector.isTooLarge).toBe(true);
  expect([...collector.bytes()]).toEqual([]);
});

test('a body of one chunk is not copied', () => {
  const collector = new Collector(5);
  const whole = chunk(1, 2);
  collector.add(whole);
  expect(collector.bytes()).toBe(whole);
});
