import type { Dice } from '../dice.ts';
import type { LocalTime } from '../run/plan.ts';
import { day, hour, minute, second } from '../units.ts';
import { outreach, surveys, unanswered } from './calls.ts';
import type { Kind } from './kind.ts';
import { openingHours, withinHours } from './opening-hours.ts';
import { always, atOnce, drawWorkload } from './workload.ts';

const drawTime = (dice: Dice, from: number, to: number): LocalTime => ({
  weekday: Math.floor(dice.between(0, 5)),
  hour: dice.between(from, to),
});

/** Campaigns that the time of day and the day of the week stop. */
export const hours: Kind[] = [
  {
    name: 'calling hours',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [4 * hour, 50 * hour],
        lines: [3, 30],
        length: [40 * second, 3 * minute],
      });
      const createdAt = drawTime(dice, 8, 19);
      return {
        createdAt,
        uploads: atOnce(calls),
        lines: openingHours(createdAt, { open: 9, close: 20, lines, weekends: true }),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'time zones',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [hour, 20 * hour],
        lines: [3, 50],
        length: [30 * second, 2 * minute],
      });
      const createdAt = drawTime(dice, 7, 19);
      const zones = dice.count(2, 6);
      const isSorted = dice.chance(0.5);
      const zoneOf = (call: number): number =>
        isSorted ? Math.floor((call * zones) / calls) : Math.imul(call, 2_654_435_761) >>> 0;
      return {
        createdAt,
        uploads: atOnce(calls),
        lines: always(lines),
        mayDial: (time, call) =>
          withinHours(time, createdAt.hour - (zoneOf(call) % zones), { open: 9, close: 20 }),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'lunch break',
    predictable: false,
    plan(dice) {
      const { calls, lines, length, run } = drawWorkload(dice, {
        run: [hour, 5 * hour],
        lines: [3, 40],
        length: [40 * second, 3 * minute],
      });
      // Lunch falls into the run.
      const early = Math.min(4, (run / hour) * dice.between(0.1, 0.9));
      const createdAt = drawTime(dice, 12 - early, 12 - early);
      const lunch = {
        at: 12,
        until: 12 + dice.between(0.5, 1.25),
        lines: Math.round(lines * dice.pick([0, 0, 0.2])),
      };
      return {
        createdAt,
        uploads: atOnce(calls),
        lines: openingHours(createdAt, { open: 8, close: 21, lines, lunch, weekends: true }),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'weekend',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [3 * hour, 20 * hour],
        lines: [3, 40],
        length: [40 * second, 3 * minute],
      });
      const createdAt = { weekday: 4, hour: dice.between(11, 16.5) };
      return {
        createdAt,
        uploads: atOnce(calls),
        lines: openingHours(createdAt, { open: 9, close: 17, lines, weekends: false }),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'daily cap',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [hour, 10 * hour],
        lines: [3, 40],
        length: [30 * second, 2 * minute],
      });
      const createdAt = drawTime(dice, 9, 15);
      const cap = Math.ceil(calls / dice.between(1.1, 4));
      const untilOpening = (time: number): number =>
        withinHours(time + 12 * hour, createdAt.hour, { open: 9, close: 10 }) - time;
      return {
        createdAt,
        uploads: atOnce(calls),
        lines: always(lines),
        gap: (time, dials) => (dials % cap === 0 ? untilOpening(time) : 0),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'scheduled start',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [5 * minute, 5 * hour],
        lines: [5, 100],
        length: [20 * second, 2 * minute],
      });
      const at = dice.spread(10 * minute, 20 * hour);
      return {
        uploads: atOnce(calls),
        lines: [{ at, lines }],
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'retried tomorrow',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [30 * minute, 5 * hour],
        lines: [5, 60],
        length: [20 * second, minute],
      });
      const usual = outreach(dice, 3 * length);
      const most = dice.count(1, 2);
      const requeuesAtOnce = dice.chance(0.5);
      const again = dice.between(20, 26) * hour;
      return {
        createdAt: drawTime(dice, 9, 14),
        uploads: atOnce(calls),
        lines: always(lines),
        requeuesAtOnce,
        attempt: (time, _, attempts) => {
          const attempt = usual();
          if (attempt.completed || attempts >= most) return attempt;
          const round = Math.floor(time / day) * day;
          return unanswered(attempt.length, Math.max(time + hour, round + again));
        },
      };
    },
  },
  {
    name: 'retried soon',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [10 * minute, 3 * hour],
        lines: [4, 60],
        length: [20 * second, minute],
      });
      const usual = outreach(dice, 3 * length);
      const pause = dice.spread(5 * minute, hour);
      const most = dice.count(1, 3);
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        requeuesAtOnce: dice.chance(0.5),
        attempt: (time, _, attempts) => {
          const attempt = usual();
          if (attempt.completed || attempts >= most) return attempt;
          return unanswered(attempt.length, time + attempt.length + pause);
        },
      };
    },
  },
];
