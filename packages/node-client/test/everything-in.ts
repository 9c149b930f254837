import { inspect } from 'node:util';

/** All text that a logger could make of an error. */
export const everythingIn = (error: unknown): string =>
  `${inspect(error, { depth: Infinity, showHidden: true })}\n${JSON.stringify(error)}`;
