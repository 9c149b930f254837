import type { Exchange, Location } from '@batch-status/conformance';

/** What a release with the change has to be at least. */
export const levels = ['patch', 'minor', 'major'] as const;
export type Level = (typeof levels)[number];

export type Contender = 'base' | 'revision';

/**
 * How a change moves a contract.
 * - `widened`: it allows more than before
 * - `narrowed`: it allows less than before
 * - `both`: it allows other things than before
 * - `same`: it was exercised, and nothing shows a difference
 * - `wording`: only text for people
 * - `unknown`: it could not be exercised
 */
export type Direction = 'widened' | 'narrowed' | 'both' | 'same' | 'wording' | 'unknown';

/** What a change is about. Those of responses are decided by exchanges, all others by these rules. */
export type Subject =
  | 'operation'
  | 'server'
  | 'parameter'
  | 'request-body'
  | 'security'
  | 'status'
  | 'media-type'
  | 'header'
  | 'body'
  | 'callback'
  | 'webhook'
  | 'wording';

/** One way in which a contract differs from another. */
export interface ContractChange {
  verdict: Level | 'undecided';
  direction: Direction;
  subject: Subject;
  /** The change, in a few words. */
  what: string;
  /** Who has to do something. */
  affects: 'clients' | 'servers' | 'clients and servers' | 'readers';
  /** The operation that shows it, such as `GET /things`. */
  operation?: string;
  /** Where it is in the base; absent if it is only in the revision. */
  base?: Location;
  revision?: Location;
  /** Exchanges that only one of the contracts accepts. */
  witnesses: Witness[];
  /** Why the change is undecided. */
  why?: string;
}

/** An exchange, or two consecutive ones, that only one of the contracts accepts. */
export interface Witness {
  acceptedBy: Contender;
  /** Whether it is about a request. The response of the exchange is then none. */
  isRequest: boolean;
  exchanges: Exchange[];
  /** What the other contract finds, such as `schema at /waiting`. */
  finds: string[];
}

/** The highest level of the changes; `undefined` if there are none. */
export function levelOf(changes: readonly ContractChange[]): Level | undefined {
  return levels.findLast((level) => changes.some(({ verdict }) => verdict === level));
}
