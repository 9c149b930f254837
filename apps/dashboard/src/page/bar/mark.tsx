import type { JSX } from 'preact';
import type { Tone } from '../state/batch-state.ts';

/** A shape for each tone, so that colors are never alone. */
const shapes: Record<Tone, string> = {
  plain: 'M3 8h10',
  busy: 'M5 3l8 5-8 5z',
  quiet: 'M5 3v10M11 3v10',
  done: 'M3 8.5l3.5 3.5L13 4.5',
  warning: 'M8 2.5l6.5 11h-13zM8 6.5v3M8 11.6v.2',
  bad: 'M4 4l8 8M12 4l-8 8',
};

export const toneShape = (tone: Tone): string => shapes[tone];

/** A small picture of a tone. The words beside it say the same. */
export const Mark = ({ tone }: { tone: Tone }): JSX.Element => (
  <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
    <path d={shapes[tone]} />
  </svg>
);
