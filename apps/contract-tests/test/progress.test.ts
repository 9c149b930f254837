import { expect, test } from 'vitest';

import { progressOn } from '../src/progress.ts';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
}

test('a terminal shows the progress of a long run, and is clean afterward', () => {
  let now = 0;
  const screen = terminal(true);
  const progress = progressOn(screen, 400e6, () => now);
  for (; now < 2000; now += 50) progress.read(5e6);
  expect(screen.written[0]).toBe('\r\u001B[K26 % of 400 MB, 105 MB/s');
  // Ten times a second, not at every read.
  expect(screen.written).toHaveLength(10);
  progress.clear();
  progress.clear();
  expect(screen.written.slice(10)).toEqual(['\r\u001B[K']);
});

test('nothing is shown for a short run, or without a terminal', () => {
  let now = 0;
  const [screen, pipe] = [terminal(true), terminal(false)];
  const [short, long] = [progressOn(screen, 1e6, () => now), progressOn(pipe, 1e9, () => now)];
  for (; now < 900; now += 50) short.read(1e4);
  for (; now < 5000; now += 50) long.read(1e6);
  for (const progress of [short, long]) progress.clear();
  expect([...screen.written, ...pipe.written]).toEqual([]);
});
