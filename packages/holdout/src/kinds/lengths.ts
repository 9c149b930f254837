import type { Dice } from '../dice.ts';
import type { Plan } from '../run/plan.ts';
import { hour, minute, second } from '../units.ts';
import { announcements, answered, outreach, surveys, unanswered } from './calls.ts';
import type { Kind } from './kind.ts';
import { always, atOnce, drawWorkload } from './workload.ts';

/** Campaigns that differ by how long their calls are. */
export const lengths: Kind[] = [
  {
    name: 'support calls',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [20 * minute, 8 * hour],
        lines: [3, 60],
        length: [minute, 4 * minute],
      });
      const alpha = dice.between(1.1, 1.8);
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: () => answered(Math.min(3 * hour, dice.pareto(length / 2, alpha))),
      };
    },
  },
  {
    name: 'hour-long stragglers',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [10 * minute, 3 * hour],
        lines: [10, 150],
        length: [20 * second, 90 * second],
      });
      const usual = surveys(dice, length);
      const share = dice.spread(1, 6) / calls;
      const straggler = Math.floor(calls * dice.between(0.7, 1));
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: (_, call) =>
          call === straggler || dice.chance(share)
            ? answered(dice.between(40, 100) * minute)
            : usual(),
      };
    },
  },
  {
    name: 'voicemail loops',
    predictable: false,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [5 * minute, 3 * hour],
        lines: [10, 100],
        length: [20 * second, 60 * second],
      });
      const usual = outreach(dice, 3 * length);
      const share = dice.spread(0.003, 0.03);
      const longest = dice.pick([10, 15, 30, 30]) * minute;
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: () => {
          if (dice.chance(share)) return dice.chance(0.5) ? answered(longest) : unanswered(longest);
          const attempt = usual();
          return { ...attempt, length: Math.min(longest, attempt.length) };
        },
      };
    },
  },
  {
    name: 'machine detection',
    predictable: true,
    plan(dice) {
      const { calls, lines, length } = drawWorkload(dice, {
        run: [10 * minute, 4 * hour],
        lines: [5, 100],
        length: [40 * second, 2 * minute],
      });
      // Offices that have closed stand next to each other in the list.
      const block = Math.max(5, calls / dice.between(4, 30));
      const share = dice.between(0.2, 0.6);
      const blocks = Array.from({ length: Math.ceil(calls / block) }, () => dice.chance(share));
      const usual = surveys(dice, length);
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        gap: () => 50,
        attempt: (_, call) =>
          blocks[Math.floor(call / block)] ? answered(dice.between(2.5, 5) * second) : usual(),
      };
    },
  },
  {
    name: 'calls get shorter',
    predictable: true,
    plan: (dice) => drifting(dice, 1 / dice.between(2, 4)),
  },
  {
    name: 'calls get longer',
    predictable: true,
    plan: (dice) => drifting(dice, dice.between(2, 4)),
  },
  {
    name: 'script changed',
    predictable: false,
    plan(dice) {
      const { calls, lines, length, run } = drawWorkload(dice, {
        run: [15 * minute, 6 * hour],
        lines: [5, 100],
        length: [20 * second, 2 * minute],
      });
      const changedAt = run * dice.between(0.3, 0.8);
      const before = announcements(dice, length);
      const after = announcements(dice, length * dice.pick([0.3, 0.5, 2, 3]));
      return {
        uploads: atOnce(calls),
        lines: always(lines),
        attempt: (time) => (time < changedAt ? before() : after()),
      };
    },
  },
  {
    name: 'one long call',
    predictable: false,
    plan: (dice) => ({
      uploads: atOnce(1),
      lines: always(1),
      attempt: () => answered(dice.spread(3, 120) * minute),
    }),
  },
  {
    name: 'a few calls',
    predictable: false,
    plan(dice) {
      const length = dice.spread(5 * second, 5 * minute);
      return {
        uploads: atOnce(dice.count(1, 5)),
        lines: always(dice.count(1, 5)),
        attempt: surveys(dice, length),
      };
    },
  },
  {
    name: 'all at once',
    predictable: false,
    plan(dice) {
      const calls = dice.count(10, 500);
      return {
        uploads: atOnce(calls),
        lines: always(calls),
        gap: () => dice.between(0, 30),
        attempt: announcements(dice, dice.spread(3, 60) * second),
      };
    },
  },
];

/** The lengths of calls change slowly, by `factor` in all. */
function drifting(dice: Dice, factor: number): Plan {
  const { calls, lines, length, run } = drawWorkload(dice, {
    run: [20 * minute, 8 * hour],
    lines: [4, 80],
    length: [30 * second, 3 * minute],
  });
  const usual = surveys(dice, length);
  return {
    uploads: atOnce(calls),
    lines: always(lines),
    attempt: (time) => {
      const attempt = usual();
      return { ...attempt, length: attempt.length * factor ** Math.min(1.5, time / run) };
    },
  };
}
