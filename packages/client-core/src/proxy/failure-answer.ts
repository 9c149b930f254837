import { isRetryableStatus } from '../call/retry.ts';
import type { BatchStatusError, ErrorCode } from '../errors/errors.ts';
import { errorAnswer, type Answer, type Refusal } from './answer.ts';

/** Whether a page should try again later. */
export const mayPass = ({ status }: Answer): boolean =>
  status === 429 || (status > 501 && status < 505);

const timeout: Refusal = [504, 'Timeout', 'The service did not respond in time.'];
// Not 401, by which pages learn that their user has to log in.
const keyRefused: Refusal = [403, 'Key refused', 'The service refused the key of this server.'];
/** For failures that only the owner of the server can fix. */
export const unusable: Refusal = [
  501,
  'Unusable',
  'This server is not set up correctly for the service.',
];
const refusals: Partial<Record<ErrorCode, Refusal>> = {
  unauthorized: keyRefused,
  forbidden: keyRefused,
  not_found: [404, 'Not found', 'The service does not know this batch.'],
  rate_limited: [429, 'Rate limited', 'This server sent the service too many requests.'],
  deadline: timeout,
  network: [502, 'Unreachable', 'This server could not reach the service.'],
  // Another server, or this one after a restart, may respond to the next request.
  closed: [503, 'Closing', 'This server is shutting down.'],
  malformed: [502, 'Malformed', 'The service did not return a batch.'],
};

/**
 * Translates an error of the proxy's own client for pages. What would end a watch without a proxy
 * also ends it in a page: the page's client does not retry 400, 403, 404, and 501. The texts are
 * fixed, because those of the service are for the owner of the key.
 */
export const failureAnswer = (error: BatchStatusError): Answer => errorAnswer(refusalFor(error));

function refusalFor({ code, status = 0, retryable }: BatchStatusError): Refusal {
  if (retryable === false) return unusable;
  if (code !== 'api_error') return refusals[code] ?? unusable;
  if (status === 400) return [400, 'Bad request', 'The service refused this batch id.'];
  if (status === 408 || status === 504) return timeout;
  const isFinal = status < 500 ? !isRetryableStatus(status) : status === 501 || status === 505;
  if (isFinal) return unusable;
  return [status === 503 ? 503 : 502, 'Unavailable', 'The service failed.'];
}
