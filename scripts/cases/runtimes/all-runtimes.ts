import { chromium } from './chromium.ts';
import { firefox } from './firefox.ts';
import { bun, deno, nodes } from './programs.ts';
import type { Runtime } from './runtime.ts';
import { worker } from './workerd.ts';
import { webkit } from './webkit.ts';

/** Where the cases run. */
export const allRuntimes: readonly Runtime[] = [
  ...nodes,
  deno,
  bun,
  worker,
  chromium,
  firefox,
  webkit,
];
