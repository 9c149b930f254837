import type { components } from './generated/openapi.ts';
import type { knownStatuses, sensitiveMembers } from './generated/facts.ts';

type Schemas = components['schemas'];

/**
 * A batch of calls at one time: the body of a `200`.
 *
 * @useDeclaredType
 */
export type BatchStatus = Schemas['BatchStatus'];

/**
 * `status` of a batch: a known value or any other string.
 *
 * @useDeclaredType
 */
export type BatchState = Schemas['BatchState'];

/** A value of `status` that the contract names. */
export type KnownStatus = (typeof knownStatuses)[number];

/** A member of a batch or of a call whose value is personal data, or can contain some. */
export type SensitiveMember = (typeof sensitiveMembers)[number];

/**
 * An element of `recent_calls`. Narrow it with {@link isCompletedCall} and {@link isFailedCall}.
 *
 * @useDeclaredType
 */
export type RecentCall = Schemas['RecentCall'];

/**
 * A call that completed.
 *
 * @useDeclaredType
 */
export type CompletedCall = Schemas['CompletedCall'];

/**
 * A call that failed.
 *
 * @useDeclaredType
 */
export type FailedCall = Schemas['FailedCall'];

/**
 * A call of a kind that the contract does not name.
 *
 * @useDeclaredType
 */
export type OtherCall = Schemas['OtherCall'];

/**
 * The body of an error.
 *
 * @useDeclaredType
 */
export type ApiErrorBody = Schemas['Error'];
