import type * as undici from 'undici';
import * as lowest from 'undici-lowest';

/** The lowest that users may have; its types differ in overloads that nothing here uses. */
export const lowestUndici = lowest as unknown as typeof undici;
