import { hour, minute, second } from '../units.ts';
import { announcements, outreach, surveys, unanswered } from './calls.ts';
import type { Kind } from './kind.ts';
import { always, atOnce, drawWorkload } from './workload.ts';

/** Campaigns that end otherwise than by their last call. */
export const endings: Kind[] = [
  {
    name: 'cancelled',
    predictable: false,
    plan(dice) {
      const { calls, lines, length, run } = drawWorkload(dice, {
        run: [10 * minute, 10 * hour],
        lines: [5, 100],
        length: [20 * second, 3 * minute],
      });
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: outreach(dice, 2 * length),
        cancel: { at: Math.round(run * dice.between(0.05, 0.8)), hangsUp: dice.chance(0.5) },
      };
    },
  },
  {
    name: 'stuck calls',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [5 * minute, 3 * hour],
        lines: [10, 100],
        length: [20 * second, 90 * second],
      });
      const usual = surveys(dice, length);
      const stuck = dice.count(1, 6);
      const share = stuck / calls;
      const firstStuck = Math.floor(calls * dice.between(0.2, 1));
      const timeout = dice.spread(hour, 8 * hour);
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        // The report of their end is lost, and a job that runs every ten minutes sweeps them.
        attempt: (time, call) => {
          if (call !== firstStuck && !dice.chance(share)) return usual();
          const sweep = 10 * minute;
          return unanswered(Math.ceil((time + timeout) / sweep) * sweep - time);
        },
      };
    },
  },
  {
    name: 'frozen counts',
    predictable: false,
    plan(dice) {
      const { calls, lines, length, run } = drawWorkload(dice, {
        run: [5 * minute, 4 * hour],
        lines: [5, 100],
        length: [20 * second, 2 * minute],
      });
      const from = Math.round(run * dice.between(0.1, 0.9));
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: surveys(dice, length),
        freeze: { from, until: from + Math.round(dice.spread(2, 60) * minute) },
      };
    },
  },
  {
    name: 'delayed flag',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [3 * minute, 3 * hour],
        lines: [5, 100],
        length: [20 * second, 2 * minute],
      });
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: announcements(dice, length),
        delay: dice.spread(minute, 40 * minute),
      };
    },
  },
];
