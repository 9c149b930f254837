import type { Dice } from '../dice.ts';

/** How a server fills in an optional member. */
type Presence = 'present' | 'null' | 'absent';

/** What the contract leaves open, as one server decides it. */
export interface Form {
  /** `status` before the first call. */
  queued: string;
  startTime: Presence;
  lastCompletedTime: Presence;
  averageCallDuration: Presence;
  recentCalls: Presence;
  /** `completedTime` of a batch that is not complete. */
  completedTime: 'null' | 'absent';
  /** How many calls `recent_calls` has at most. */
  recent: number;
  showsNumbers: boolean;
  /** `averageCallDuration` is rounded to a multiple of so many seconds. */
  rounding: number;
}

export function drawForm(dice: Dice): Form {
  const presence = (): Presence =>
    dice.pick(['present', 'present', 'present', 'present', 'null', 'absent']);
  return {
    queued: dice.pick(['queued', 'queued', 'queued', 'scheduled', 'pending']),
    startTime: presence(),
    lastCompletedTime: presence(),
    averageCallDuration: presence(),
    recentCalls: presence(),
    completedTime: dice.pick(['null', 'absent']),
    recent: dice.pick([0, 2, 5, 10, 20]),
    showsNumbers: dice.chance(0.7),
    rounding: dice.pick([1, 0.1, 0.001]),
  };
}
