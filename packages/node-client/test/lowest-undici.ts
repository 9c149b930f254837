import type * as undici from 'undici';
import * as lowest from 'undici-lowest';

/** The lowest supported version. Its types differ only in overloads that are not used here. */
export const lowestUndici = lowest as unknown as typeof undici;
