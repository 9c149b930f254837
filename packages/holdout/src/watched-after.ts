import type { Dice } from './dice.ts';
import { second } from './units.ts';

/** How long after its creation a batch is first watched. Most people watch from the start. */
export function watchedAfter(dice: Dice, duration: number): number {
  const soon = dice.between(0, 10 * second);
  const later = dice.between(0, 0.8) * duration;
  return Math.floor(Math.min(dice.chance(0.7) ? soon : later, duration * 0.8));
}
