import type { Ansis } from 'ansis';

/** Colors an output or a part of it. */
export type Paint = (text: string) => string;

export interface Palette {
  completed: Paint;
  failed: Paint;
  active: Paint;
  problem: Paint;
  minor: Paint;
  strong: Paint;
}

/**
 * Colors of Okabe and Ito, which people with any kind of color blindness can tell apart. They also
 * differ from each other where a terminal has only 16 colors.
 */
export const colors = { completed: '#56B4E9', failed: '#D55E00', active: '#F0E442' } as const;

export const paletteOf = (ansis: Ansis): Palette => ({
  completed: ansis.hex(colors.completed),
  failed: ansis.hex(colors.failed),
  active: ansis.hex(colors.active),
  problem: ansis.hex(colors.failed),
  minor: ansis.dim,
  strong: ansis.bold,
});
