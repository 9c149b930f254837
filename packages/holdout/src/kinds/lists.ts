import { hour, minute, second } from '../units.ts';
import { announcements, outreach, surveys } from './calls.ts';
import type { Kind } from './kind.ts';
import { always, atOnce, drawWorkload } from './workload.ts';

/** Campaigns whose list is not simply there. */
export const lists: Kind[] = [
  {
    name: 'list in chunks',
    predictable: false,
    plan(dice) {
      const { calls, lines, length, run } = drawWorkload(dice, {
        run: [10 * minute, 5 * hour],
        lines: [5, 80],
        length: [20 * second, 2 * minute],
      });
      const chunks = dice.count(2, 12);
      // Sometimes the next chunk arrives after the last one is done.
      const every = (run / chunks) * dice.between(0.2, 1.4);
      return {
        uploads: Array.from({ length: chunks }, (_, index) => ({
          at: index * every,
          calls: Math.ceil(calls / chunks),
        })),
        lines: always(lines),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'late list',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [5 * minute, 3 * hour],
        lines: [5, 80],
        length: [20 * second, 2 * minute],
      });
      return {
        uploads: [{ at: dice.spread(10 * second, 2 * hour), calls }],
        lines: always(lines),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'trickling list',
    predictable: false,
    plan(dice) {
      const run = dice.spread(30 * minute, 10 * hour);
      const calls = dice.count(20, 1000);
      const uploads = [];
      for (let at = 0; at < run; at += dice.exponential(run / calls))
        uploads.push({ at, calls: 1 });
      return {
        uploads,
        closesAt: run,
        lines: always(dice.count(5, 50)),
        attempt: outreach(dice, dice.spread(20 * second, 3 * minute)),
      };
    },
  },
  {
    name: 'numbers validated first',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [10 * minute, 3 * hour],
        lines: [5, 80],
        length: [20 * second, 2 * minute],
      });
      const each = dice.spread(20, 500);
      const share = dice.between(0.02, 0.25);
      const rejections: number[] = [];
      for (let call = 1; call <= calls; call++) {
        if (dice.chance(share)) rejections.push(Math.round(call * each));
      }
      return {
        uploads: atOnce(calls),
        rejections,
        lines: [{ at: calls * each, lines }],
        attempt: announcements(dice, length),
      };
    },
  },
  {
    name: 'slow first dial',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [3 * minute, hour],
        lines: [5, 80],
        length: [20 * second, 90 * second],
      });
      return {
        uploads: atOnce(calls),
        lines: [{ at: dice.spread(20 * second, 10 * minute), lines }],
        gap: (_, dials) => (dials < lines ? dice.between(0.5, 3) * second : 0),
        attempt: surveys(dice, length),
      };
    },
  },
];
