import type { Dice } from '../dice.ts';
import type { Step, Upload } from '../run/plan.ts';

type Range = readonly [low: number, high: number];

/** How much there is to do, and how long it takes if nothing happens. */
export interface Workload {
  calls: number;
  lines: number;
  /** The length of a typical call, in milliseconds. */
  length: number;
  /** How long the batch takes, in milliseconds. */
  run: number;
}

const mostCalls = 20_000;

/** Draws how long a batch takes, and with how many lines, and hence how many calls it has. */
export function drawWorkload(
  dice: Dice,
  ranges: { run: Range; lines: Range; length: Range },
): Workload {
  const length = dice.spread(...ranges.length);
  const lines = dice.count(...ranges.lines);
  const wanted = (dice.spread(...ranges.run) * lines) / length;
  const calls = Math.round(Math.min(mostCalls, Math.max(lines / 2, wanted, 2)));
  return { calls, lines, length, run: Math.max(length, (calls * length) / lines) };
}

/** The whole list at once. */
export const atOnce = (calls: number): Upload[] => [{ at: 0, calls }];

/** The same number of lines all the time. */
export const always = (lines: number): Step[] => [{ at: 0, lines }];
