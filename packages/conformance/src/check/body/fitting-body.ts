import type { LargeIntegers } from './exact-value.ts';

/** What a body is part of. */
export type Direction = 'request' | 'response';

/** A body that fits its schema. */
export interface FittingBody {
  /** A name for messages: `body of the 200 of GET /things`. */
  name: string;
  /** The pointer to its schema. */
  schema: string;
  value: unknown;
  /** Whether it lacks required members that bodies of its direction need not have. Rules may need them. */
  isPartial?: boolean;
  /** Whether it is the body of a request or of a response, if that matters. */
  direction?: Direction;
  /** The integers in it that a double may not represent. Rules need all their digits. */
  integers?: LargeIntegers;
}
