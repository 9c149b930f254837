import {
  ConfigurationError,
  isBatchStatusError,
  WatchError,
  type BatchStatusError,
} from '@batch-status/node';
import { networkCause } from './network-cause.ts';

/** What a message needs to know besides the error. */
export interface ErrorContext {
  /** The server, such as `127.0.0.1:8787`. */
  host: string;
  /** How long a 404 was retried, in seconds. */
  notFoundGrace?: number;
}

/**
 * Describes an error in the terms of the command: its options and variables, not the options of the
 * client. The client keeps secrets out of its messages.
 */
export function describeError(error: unknown, context: ErrorContext): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigurationError) return describeWrongOption(error);
  if (error instanceof WatchError) return describeEarlyEnd(error, context);
  return isBatchStatusError(error) ? describeFailure(error, context) : error.message;
}

/** How the command names what the client calls an option. */
const wrongOptions: ReadonlyMap<string | undefined, string> = new Map([
  ['apiKey', 'TRILLET_API_KEY must consist of visible ASCII characters, without spaces.'],
  ['workspaceId', 'TRILLET_WORKSPACE_ID must consist of visible ASCII characters, without spaces.'],
  [
    'baseUrl',
    'TRILLET_BASE_URL must be a URL such as https://example.com, without user, query, fragment, or space.',
  ],
  [
    'batchId',
    'A batch id must not be empty or a dot segment such as `..`. Use the id that was returned when the batch was started.',
  ],
]);

const describeWrongOption = ({ option, message }: ConfigurationError): string =>
  wrongOptions.get(option) ?? message;

/** With the last problem: the reason is often not that the batch is slow. */
function describeEarlyEnd({ message, cause }: WatchError, context: ErrorContext): string {
  if (!isBatchStatusError(cause)) return message;
  return `${message} The last request failed: ${describeError(cause, context)}`;
}

function describeFailure(error: BatchStatusError, context: ErrorContext): string {
  const { code, message, cause, path, retryable } = error;
  if (code === 'network') {
    return retryable === false
      ? `${message} The server is ${context.host}.`
      : noResponse(error, context);
  }
  if (code === 'deadline') return noResponse(error, context, ' in time');
  if (code === 'too_large') {
    const request = path === undefined ? 'The request' : `GET ${path}`;
    return `${request} returned more than the status of a batch can be. Check TRILLET_BASE_URL.`;
  }
  if (code === 'redirected') return `${message} TRILLET_BASE_URL sets it.`;
  // The client names its own option in the message, and gives the error itself as the cause.
  if (isBatchStatusError(cause, code)) {
    return `${cause.message} It was retried for ${context.notFoundGrace ?? 30} s (--not-found-grace).`;
  }
  return message;
}

/** First the server and the cause, because a narrow terminal may show only the beginning. */
function noResponse(error: BatchStatusError, { host }: ErrorContext, when = ''): string {
  const cause = networkCause(error, host);
  const why = cause === undefined ? '' : ` (${cause})`;
  const request = error.path === undefined ? '' : ` to GET ${error.path}`;
  return `No response from ${host}${when}${why}${request}. Check the network and TRILLET_BASE_URL.`;
}
