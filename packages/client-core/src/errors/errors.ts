/** What went wrong, in a word that stays the same: what a program decides by. */
export type ErrorCode =
  | 'invalid_argument'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'api_error'
  | 'network'
  | 'redirected'
  | 'malformed'
  | 'too_large'
  | 'deadline'
  | 'max_wait'
  | 'stalled'
  | 'outage'
  | 'over_capacity';

/** What an error knows of the call that it ended. */
export interface ErrorDetails {
  /** The HTTP method. */
  method?: string | undefined;
  /** The path asked for, without origin and query. */
  path?: string | undefined;
  /** The HTTP status of the answer, where there was one. */
  status?: number | undefined;
  /** How many requests were sent. */
  attempts?: number | undefined;
  /** How long the server asked to wait, in milliseconds. */
  retryAfter?: number | undefined;
  cause?: unknown;
}

/** Shared by all copies of this package in one program, so that the guard knows them all. */
const brand: unique symbol = Symbol.for('@batch-status/error') as never;

/** What all errors of this library have in common. No message holds a key or a phone number. */
export class BatchStatusError extends Error {
  override readonly name: string = 'BatchStatusError';
  readonly code: ErrorCode;
  declare readonly method: string | undefined;
  declare readonly path: string | undefined;
  declare readonly status: number | undefined;
  declare readonly attempts: number | undefined;
  declare readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, { cause, ...details }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, details);
    Object.defineProperty(this, brand, { value: true });
  }
}

/** A batch id, a key or an option that cannot work: correct the calling code. */
export class ConfigurationError extends BatchStatusError {
  override readonly name = 'ConfigurationError';
  /** The name of the option, such as `retry.attempts`, if it is about one. */
  declare readonly option: string | undefined;

  constructor(message: string, details?: ErrorDetails & { option?: string | undefined }) {
    super('invalid_argument', message, details);
  }
}

/** The server refused or failed: 4xx and 5xx. */
export class ApiError extends BatchStatusError {
  override readonly name = 'ApiError';
}

/** No answer came, or the connection was lost. */
export class NetworkError extends BatchStatusError {
  override readonly name = 'NetworkError';
  constructor(message: string, details?: ErrorDetails) {
    super('network', message, details);
  }
}

/** An answer came that the contract does not allow. */
export class ProtocolError extends BatchStatusError {
  override readonly name = 'ProtocolError';
}

/** The call's deadline passed, pauses and retries counted in. */
export class TimeoutError extends BatchStatusError {
  override readonly name = 'TimeoutError';
  constructor(message: string, details?: ErrorDetails) {
    super('deadline', message, details);
  }
}

/**
 * Whether a value is an error of this library, of any copy of it, and has one of the codes given.
 *
 * @example
 * ```ts
 * import { isBatchStatusError } from '@batch-status/client-core';
 *
 * const isWorthAnotherTry = (error: unknown): boolean =>
 *   isBatchStatusError(error, 'network', 'deadline', 'rate_limited');
 * ```
 */
export function isBatchStatusError(
  value: unknown,
  ...codes: ErrorCode[]
): value is BatchStatusError {
  if (typeof value !== 'object' || value === null || !(brand in value)) return false;
  return codes.length === 0 || codes.includes((value as unknown as BatchStatusError).code);
}
