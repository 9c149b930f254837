import { endings } from './endings.ts';
import { hours } from './hours.ts';
import type { Kind } from './kind.ts';
import { lengths } from './lengths.ts';
import { lines } from './lines.ts';
import { lists } from './lists.ts';
import { steady } from './steady.ts';

export const kinds: readonly Kind[] = [
  ...steady,
  ...lengths,
  ...lines,
  ...hours,
  ...lists,
  ...endings,
];
