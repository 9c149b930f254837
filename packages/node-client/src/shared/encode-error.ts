import {
  ApiError,
  BatchStatusError,
  ClosedError,
  ConfigurationError,
  isBatchStatusError,
  NetworkError,
  ProtocolError,
  TimeoutError,
  WatchError,
  type ErrorCode,
  type ErrorDetails,
} from '@batch-status/client-core';

/** An error as JSON. It contains no cause. */
export interface EncodedError extends Omit<ErrorDetails, 'cause'> {
  /** Absent for an error of another library, whose message may contain anything. */
  code?: ErrorCode;
  /** The message, or the name of an error of another library. */
  message: string;
  option?: string | undefined;
}

export function encodeError(error: unknown): EncodedError {
  if (!isBatchStatusError(error)) return { message: nameOf(error) };
  const { code, message, method, path, status, attempts, retryAfter, retryable } = error;
  const option = error.code === 'invalid_argument' ? error.option : undefined;
  return { code, message, method, path, status, attempts, retryAfter, retryable, option };
}

function nameOf(error: unknown): string {
  try {
    if (error instanceof Error && /^\w{1,50}$/.test(error.name)) return error.name;
  } catch {
    // A proxy whose trap throws.
  }
  return 'a value that is not an Error';
}

export function decodeError({ code, message, ...details }: EncodedError): BatchStatusError {
  switch (code) {
    case undefined:
      return new ConfigurationError(`\`client\` of another process threw ${message}.`, {
        option: 'client',
      });
    case 'invalid_argument':
      return new ConfigurationError(message, details);
    case 'unauthorized':
    case 'forbidden':
    case 'not_found':
    case 'rate_limited':
    case 'api_error':
      return new ApiError(code, message, details);
    case 'network':
      return new NetworkError(message, details);
    case 'redirected':
    case 'malformed':
    case 'too_large':
      return new ProtocolError(code, message, details);
    case 'deadline':
      return new TimeoutError(message, details);
    case 'closed':
      return new ClosedError(message);
    case 'max_wait':
    case 'stalled':
    case 'outage':
      return new WatchError(code, message, undefined, details);
    case 'over_capacity':
    default:
      // A process of a newer version may know other codes.
      return new BatchStatusError(code, message, details);
  }
}
