/** What went wrong. Codes are stable, so that programs can branch on them. */
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
  | 'over_capacity'
  | 'closed';

/** The details of the call that an error ended. */
export interface ErrorDetails {
  /** The HTTP method. */
  method?: string | undefined;
  /** The path of the request, without origin and query. */
  path?: string | undefined;
  /** The HTTP status, if there was a response. */
  status?: number | undefined;
  /** How many requests the call sent. */
  attempts?: number | undefined;
  /** How long the server asks to wait, in milliseconds. */
  retryAfter?: number | undefined;
  /** `false` if a retry cannot help although it often does for this `code`. */
  retryable?: boolean | undefined;
  cause?: unknown;
}

/** Shared by all copies of this package in a program, so that the guard recognizes them all. */
const brand: unique symbol = Symbol.for('@batch-status/error') as never;

/**
 * The base class of all errors of this library. No error contains a key or a phone number: neither its
 * message, nor its stack, nor its causes.
 */
export class BatchStatusError extends Error {
  override readonly name: string = 'BatchStatusError';
  readonly code: ErrorCode;
  declare readonly method: string | undefined;
  declare readonly path: string | undefined;
  declare readonly status: number | undefined;
  declare readonly attempts: number | undefined;
  declare readonly retryAfter: number | undefined;
  declare readonly retryable: boolean | undefined;

  constructor(code: ErrorCode, message: string, { cause, ...details }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, details);
    Object.defineProperty(this, brand, { value: true });
  }
}

/** A batch id, a key, or an option is invalid. Fix the calling code. */
export class ConfigurationError extends BatchStatusError {
  override readonly name = 'ConfigurationError';
  declare readonly code: 'invalid_argument';
  /** The name of the invalid option, such as `retry.attempts`, if it is an option. */
  declare readonly option: string | undefined;

  constructor(message: string, details?: ErrorDetails & { option?: string | undefined }) {
    super('invalid_argument', message, details);
  }
}

/** The server returned 4xx or 5xx. */
export class ApiError extends BatchStatusError {
  override readonly name = 'ApiError';
  declare readonly code: 'unauthorized' | 'forbidden' | 'not_found' | 'rate_limited' | 'api_error';
}

/** There was no response, or the connection was lost. */
export class NetworkError extends BatchStatusError {
  override readonly name = 'NetworkError';
  declare readonly code: 'network';
  constructor(message: string, details?: ErrorDetails) {
    super('network', message, details);
  }
}

/** The response is not what the contract allows. */
export class ProtocolError extends BatchStatusError {
  override readonly name = 'ProtocolError';
  declare readonly code: 'redirected' | 'malformed' | 'too_large';
}

/** The client was closed, by a call of its `close`. */
export class ClosedError extends BatchStatusError {
  override readonly name = 'ClosedError';
  declare readonly code: 'closed';
  constructor(message: string) {
    super('closed', message);
  }
}

/** The call exceeded its deadline, including pauses and retries. */
export class TimeoutError extends BatchStatusError {
  override readonly name = 'TimeoutError';
  declare readonly code: 'deadline';
  constructor(message: string, details?: ErrorDetails) {
    super('deadline', message, details);
  }
}

/**
 * Whether a value is an error of this library, from any copy of it, with one of the given codes.
 * Without codes, every error of this library matches.
 */
export function isBatchStatusError(
  value: unknown,
  ...codes: ErrorCode[]
): value is BatchStatusError {
  try {
    const error = value as BatchStatusError & Record<typeof brand, unknown>;
    return !!error[brand] && (!codes.length || codes.includes(error.code));
  } catch {
    // `null`, or a proxy whose trap throws.
    return false;
  }
}
