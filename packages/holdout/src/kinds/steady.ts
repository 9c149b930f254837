import { day, hour, minute, second } from '../units.ts';
import { announcements, outreach, surveys, unanswered } from './calls.ts';
import type { Kind } from './kind.ts';
import { always, atOnce, drawWorkload } from './workload.ts';

/** Campaigns in which nothing special happens. */
export const steady: Kind[] = [
  {
    name: 'announcement',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [2 * minute, 2 * hour],
        lines: [10, 300],
        length: [15 * second, 150 * second],
      });
      const gap = dice.pick([0, 50, 200]);
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        gap: () => gap,
        attempt: announcements(dice, length),
      };
    },
  },
  {
    name: 'short survey',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [5 * minute, 5 * hour],
        lines: [4, 100],
        length: [20 * second, 150 * second],
      });
      return { uploads: atOnce(calls), lines: always(lines), attempt: surveys(dice, length) };
    },
  },
  {
    name: 'cold outreach',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [10 * minute, 10 * hour],
        lines: [5, 80],
        length: [45 * second, 80 * second],
      });
      return { uploads: atOnce(calls), lines: always(lines), attempt: outreach(dice, 4 * length) };
    },
  },
  {
    name: 'one line',
    predictable: true,
    plan(dice) {
      const { calls, length } = drawWorkload(dice, {
        run: [10 * minute, 10 * hour],
        lines: [1, 1],
        length: [30 * second, 3 * minute],
      });
      return { uploads: atOnce(calls), lines: always(1), attempt: surveys(dice, length) };
    },
  },
  {
    name: 'rate limit',
    predictable: true,
    plan(dice) {
      const gap = dice.spread(0.4, 6) * second;
      const calls = dice.count(60, 6000);
      return {
        uploads: atOnce(calls),
        lines: always(1000),
        gap: () => gap,
        attempt: surveys(dice, dice.spread(10, 60) * second),
      };
    },
  },
  {
    name: 'refreshed counts',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [5 * minute, 5 * hour],
        lines: [5, 100],
        length: [20 * second, 2 * minute],
      });
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: surveys(dice, length),
        refresh: dice.pick([30, 60, 60, 60, 120, 300]) * second,
      };
    },
  },
  {
    name: 'hourly cap',
    predictable: true,
    plan(dice) {
      const { calls, lines, length, run } = drawWorkload(dice, {
        run: [hour, 5 * hour],
        lines: [5, 80],
        length: [20 * second, 90 * second],
      });
      const cap = Math.ceil((calls / run) * hour * dice.between(0.2, 0.7));
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        gap: (time, dials) => (dials % cap === 0 ? hour - (time % hour) : 0),
        attempt: announcements(dice, length),
      };
    },
  },
  {
    name: 'do-not-call list',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [5 * minute, 5 * hour],
        lines: [5, 80],
        length: [20 * second, 2 * minute],
      });
      const share = dice.spread(0.01, 0.3);
      const usual = surveys(dice, length);
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: () =>
          dice.chance(share) ? { length: 0, completed: false, skipped: true } : usual(),
      };
    },
  },
  {
    name: 'gigantic',
    predictable: true,
    plan(dice) {
      const calls = dice.count(50_000, 100_000);
      const length = dice.spread(40, 150) * second;
      const run = dice.spread(18 * hour, 3 * day);
      return {
        uploads: atOnce(calls),
        lines: always(Math.max(1, Math.round((calls * length) / run))),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'everything fails',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [minute, hour],
        lines: [2, 50],
        length: [second, 10 * second],
      });
      const gap = dice.spread(20, 500);
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        gap: () => gap,
        attempt: () => unanswered(length * dice.between(0.5, 1.5)),
      };
    },
  },
];
