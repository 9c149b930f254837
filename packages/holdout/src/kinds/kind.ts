import type { Dice } from '../dice.ts';
import type { Plan } from '../run/plan.ts';

/** A kind of campaign. */
export interface Kind {
  name: string;
  /** Whether the counts foretell the end: see `HeldOutBatch`. */
  predictable: boolean;
  plan(dice: Dice): Plan;
}
