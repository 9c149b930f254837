import type { Dice } from '../dice.ts';
import type { Attempt } from '../run/plan.ts';
import { second } from '../units.ts';

/** How attempts go, whenever they are made. */
export type Calls = () => Attempt;

export const answered = (length: number): Attempt => ({ length, completed: true });
export const unanswered = (length: number, retryAt?: number): Attempt =>
  retryAt === undefined ? { length, completed: false } : { length, completed: false, retryAt };

/** A recording that is played to its end, or hung up on a little earlier. */
export function announcements(dice: Dice, length: number): Calls {
  return withFailures(dice, dice.spread(0.01, 0.2), () =>
    answered(length * dice.between(0.9, 1.1)),
  );
}

/** A dialog of a few questions. */
export function surveys(dice: Dice, length: number): Calls {
  const sigma = dice.between(0.3, 0.7);
  return withFailures(dice, dice.spread(0.02, 0.4), () => answered(dice.lognormal(length, sigma)));
}

/** Calls to a cold list: most people do not answer. `length` is that of a conversation. */
export function outreach(dice: Dice, length: number): Calls {
  const answer = dice.between(0.08, 0.35);
  const voicemail = dice.between(0.2, 0.5);
  const ring = dice.between(20, 35) * second;
  const longest = length * dice.between(3, 5);
  const message = dice.between(5, 30) * second;
  return withFailures(dice, dice.between(0.01, 0.1), () => {
    const luck = dice.between(0, 1);
    if (luck < answer) return answered(Math.min(longest, dice.lognormal(length, 0.6)));
    if (luck < answer + voicemail) return answered(message * dice.between(0.8, 1.3));
    return unanswered(ring * dice.between(0.9, 1.02));
  });
}

/** Some numbers are busy, or do not exist. */
function withFailures(dice: Dice, share: number, calls: Calls): Calls {
  return () => (dice.chance(share) ? unanswered(dice.between(0.3, 4) * second) : calls());
}
