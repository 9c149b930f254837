import type { Dice } from '../dice.ts';
import type { Step } from '../run/plan.ts';
import { hour, minute, second } from '../units.ts';
import { announcements, outreach, surveys, unanswered } from './calls.ts';
import type { Kind } from './kind.ts';
import { always, atOnce, drawWorkload, type Workload } from './workload.ts';

const drawUsual = (dice: Dice): Workload =>
  drawWorkload(dice, {
    run: [10 * minute, 6 * hour],
    lines: [8, 150],
    length: [20 * second, 2 * minute],
  });

/** Campaigns during which the number of lines changes, or what they are good for. */
export const lines: Kind[] = [
  {
    name: 'ramp-up',
    predictable: true,
    plan(dice) {
      const { calls, lines: most, length, run } = drawUsual(dice);
      const rampsFor = run * dice.between(0.2, 1);
      return {
        uploads: atOnce(calls),
        lines: Array.from({ length: most }, (_, index) => ({
          at: (rampsFor * index) / most,
          lines: index + 1,
        })),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'lines added',
    predictable: false,
    plan(dice) {
      const { calls, lines: first, length, run } = drawUsual(dice);
      const at = run * dice.between(0.2, 0.7);
      const more = Math.round(first * dice.between(2, 5));
      return {
        uploads: atOnce(calls),
        lines: [...always(first), { at, lines: more }],
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'lines lost',
    predictable: false,
    plan(dice) {
      const { calls, lines: first, length, run } = drawUsual(dice);
      const at = run * dice.between(0.3, 0.9);
      const left = Math.max(1, Math.round(first * dice.between(0.15, 0.6)));
      return {
        uploads: atOnce(calls),
        lines: [...always(first), { at, lines: left }],
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'shared queue',
    predictable: true,
    plan(dice) {
      const { calls, lines: usual, length, run } = drawUsual(dice);
      return {
        uploads: atOnce(calls),
        lines: randomWalk(dice, usual, run / dice.between(30, 120)),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'carrier outage',
    predictable: false,
    plan(dice) {
      const { calls, lines: all, length, run } = drawUsual(dice);
      const from = run * dice.between(0.1, 0.8);
      const until = from + dice.spread(2, 30) * minute;
      const usual = outreach(dice, 2 * length);
      return {
        uploads: atOnce(calls),
        lines: always(all),
        gap: () => (length / all) * 0.3,
        attempt: (time) =>
          time >= from && time < until ? unanswered(dice.between(0.2, 1.5) * second) : usual(),
      };
    },
  },
  {
    name: 'paused by hand',
    predictable: false,
    plan(dice) {
      const { calls, lines: all, length, run } = drawUsual(dice);
      const at = run * dice.between(0.1, 0.9);
      return {
        uploads: atOnce(calls),
        lines: [
          ...always(all),
          { at, lines: 0 },
          { at: at + dice.spread(10 * minute, 5 * hour), lines: all },
        ],
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'two phases',
    predictable: false,
    plan(dice) {
      const { calls, lines: all, length } = drawUsual(dice);
      const fast = Math.round(calls * dice.between(0.4, 0.85));
      const careful = (length / all) * dice.between(2, 6);
      return {
        uploads: atOnce(calls),
        lines: always(all),
        gap: (_, dials) => (dials < fast ? 20 : careful * dice.between(0.5, 1.5)),
        attempt: announcements(dice, length),
      };
    },
  },
];

/** Other batches take lines and give them back. */
function* randomWalk(dice: Dice, usual: number, every: number): Generator<Step, never> {
  let share = 1;
  for (let at = 0; ; at += every) {
    yield { at, lines: Math.round(usual * share) };
    share = Math.min(2, Math.max(0, share + dice.between(-0.3, 0.3) + (1 - share) * 0.05));
  }
}
