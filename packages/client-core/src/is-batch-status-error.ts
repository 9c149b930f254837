import {
  isBatchStatusError as hasCode,
  type ApiError,
  type BatchStatusError,
  type ClosedError,
  type ConfigurationError,
  type ErrorCode,
  type NetworkError,
  type ProtocolError,
  type TimeoutError,
} from './errors/errors.ts';
import type { CapacityError } from './monitor/capacity.ts';
import type { WatchError } from './watch/watch-error.ts';

/**
 * The errors with one of the codes: their classes, with the codes that remain possible.
 *
 * @typeParam Class The classes to choose from; by default all of this library.
 */
export type ErrorWithCode<
  Code extends ErrorCode = ErrorCode,
  Class extends BatchStatusError =
    | ConfigurationError
    | ApiError
    | NetworkError
    | ProtocolError
    | TimeoutError
    | ClosedError
    | WatchError
    | CapacityError,
> = Class extends BatchStatusError
  ? [Class['code']] extends [Code]
    ? Class
    : [Class['code'] & Code] extends [never]
      ? never
      : Class & { readonly code: Class['code'] & Code }
  : never;

/**
 * Whether a value is an error of this library, from any copy of it, with one of the given codes.
 * Without codes, every error of this library matches. It narrows the value to the class that has the
 * code, and to the code.
 *
 * @example
 * ```ts
 * import { isBatchStatusError } from '@batch-status/client-core';
 *
 * const isTransient = (error: unknown): boolean =>
 *   isBatchStatusError(error, 'network', 'deadline', 'rate_limited');
 *
 * const callsDone = (error: unknown): number | undefined =>
 *   isBatchStatusError(error, 'stalled') ? error.update?.progress.done : undefined;
 * ```
 */
export const isBatchStatusError: <Code extends ErrorCode = ErrorCode>(
  value: unknown,
  ...codes: Code[]
) => value is ErrorWithCode<Code> = hasCode as never;
