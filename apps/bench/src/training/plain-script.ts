import type { Draw } from './draw.ts';
import { hour, minute, second } from './durations.ts';
import type { Attempt, Script, ScriptedCall } from './run-script.ts';

const mostCalls = 8_000;

/** The size of a batch before a kind changes it. */
interface Basis {
  run: number;
  mean: number;
  spread: number;
  lines: number;
  count: number;
  failureRate: number;
}

export function basisOf(
  draw: Draw,
  [least, most]: readonly [number, number] = [30 * second, 36 * hour],
): Basis {
  const run = draw.magnitude(least, most);
  const mean = Math.min(draw.magnitude(8 * second, 4 * minute), run / 3);
  const lines = Math.round(draw.magnitude(1, Math.min(200, (mostCalls * mean) / run + 1)));
  const count = Math.max(1, Math.min(mostCalls, Math.round((run * lines) / mean)));
  const spread = draw.uniform(0.2, 0.8);
  return { run, mean, spread, lines, count, failureRate: draw.uniform(0, 0.3) };
}

/** A call with one attempt. What fails rings for a part of a call. */
export const once = (draw: Draw, { mean, spread, failureRate }: Basis, factor = 1): Attempt => {
  const fails = draw.chance(failureRate);
  const length = draw.length(mean * factor, spread) * (fails ? draw.uniform(0.1, 0.5) : 1);
  return { length, fails };
};

export const callsOf = (
  count: number,
  attempts: (nth: number) => readonly Attempt[],
  addedAt: (nth: number) => number = () => 0,
): ScriptedCall[] =>
  Array.from({ length: Math.max(1, Math.round(count)) }, (_, nth) => ({
    addedAt: Math.round(addedAt(nth)),
    attempts: attempts(nth),
  }));

export const begin = (draw: Draw): number => Math.round(draw.magnitude(300, 20 * second));
export const after = (draw: Draw): number => Math.round(draw.magnitude(200, 4 * second));

/** A batch whose calls are dialed once, on a constant number of lines. */
export function plain(draw: Draw, basis: Basis, factor: (way: number) => number = () => 1): Script {
  const calls = callsOf(basis.count, (nth) => [once(draw, basis, factor(nth / basis.count))]);
  return { calls, lines: [[begin(draw), basis.lines]], completionDelay: after(draw) };
}

export function closedBetween(
  lines: number,
  start: number,
  breaks: readonly (readonly [number, number])[],
): Script['lines'] {
  return [
    [start, lines] as const,
    ...breaks.flatMap(([from, to]) => [
      [Math.round(from), 0] as const,
      [Math.round(to), lines] as const,
    ]),
  ];
}
