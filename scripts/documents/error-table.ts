import type { ErrorCode, ErrorWithCode } from '@batch-status/fetch';

interface ErrorRow<Code extends ErrorCode> {
  class: ErrorWithCode<Code>['name'];
  cause: string;
  /** Whether a call retries. */
  retried: string;
  /** What the reader should do. */
  advice: string;
}

/** What each error means and what to do. The pages with errors are made from it. */
export const errorTable: { [Code in ErrorCode]: ErrorRow<Code> } = {
  invalid_argument: {
    class: 'ConfigurationError',
    cause: 'A batch id, a key, or an option is invalid or missing.',
    retried: 'no',
    advice:
      'Fix the calling code. The message says what was found and what was expected, and `option` is the name of the option. If the key is missing, set `TRILLET_API_KEY` (Node) or pass `apiKey`.',
  },
  unauthorized: {
    class: 'ApiError',
    cause: '401: the service rejected the key.',
    retried: 'no',
    advice:
      'Compare the key with the one in your account. In a web page, this means that your proxy does not know the visitor: let them log in.',
  },
  forbidden: {
    class: 'ApiError',
    cause: '403: the key may not read this workspace or batch.',
    retried: 'no',
    advice:
      'Check that the key and the workspace id belong together. In a web page, your proxy refused the visitor, or the service refused the key of the proxy.',
  },
  not_found: {
    class: 'ApiError',
    cause: '404: the workspace has no such batch.',
    retried: 'no',
    advice:
      'Check the batch id and the workspace. A batch that was just started may not be readable yet: `watch` tries again for `notFoundGrace`. If the client finds no batch at all, the path may be wrong: try `pathPrefix: "/v1"` or `"/api/v1"`.',
  },
  rate_limited: {
    class: 'ApiError',
    cause: '429: there were too many requests.',
    retried: 'yes',
    advice:
      'Wait for `retryAfter` milliseconds. Then ask less often: raise `maxStaleness`, and follow many batches with one monitor. All programs of a workspace share its limit.',
  },
  api_error: {
    class: 'ApiError',
    cause: 'Any other 4xx or 5xx.',
    retried: '408, 425, 500, 502, 503, 504',
    advice:
      'Read `status`. From 500 on, the service has a problem: try again later. Below 500, the service refused the request, and the message quotes its reason.',
  },
  network: {
    class: 'NetworkError',
    cause: 'There was no response, or the connection was lost.',
    retried: 'if `retryable` is not `false`',
    advice:
      'Check the base URL, the network, and the proxy; the message says which server was asked. If `retryable` is `false`, waiting does not help: a certificate is not trusted, or the platform or a proxy does not permit the request. A web page cannot see the reason: look at the console of the browser.',
  },
  redirected: {
    class: 'ProtocolError',
    cause: 'The server redirected. Following it could leak the key.',
    retried: 'no',
    advice:
      'Set `baseUrl` to the final address. If you did not expect a redirect, a login page of your network may be in the way.',
  },
  malformed: {
    class: 'ProtocolError',
    cause: 'The response is not a batch status.',
    retried: 'once',
    advice:
      'Check that `baseUrl` leads to the service and not to a web page. If it does, update the package. If the newest version fails too, the service has changed: report it, with the message.',
  },
  too_large: {
    class: 'ProtocolError',
    cause: 'The response exceeds `maxResponseBytes`.',
    retried: 'no',
    advice:
      'Check that `baseUrl` leads to the service. If it does, raise `maxResponseBytes`, which is 4 MiB by default.',
  },
  deadline: {
    class: 'TimeoutError',
    cause: 'The deadline passed, including all retries and pauses.',
    retried: '–',
    advice:
      'Try again, or raise `deadline`, which is 30 seconds by default. A watch goes on by itself.',
  },
  max_wait: {
    class: 'WatchError',
    cause: 'The batch was not complete within `maxWait`. `update` is the last update.',
    retried: '–',
    advice:
      'The calls go on. Watch the batch again, or report that it takes longer than you expected.',
  },
  outage: {
    class: 'WatchError',
    cause:
      'All requests failed for `maxOutage`, or for `maxPending` of a monitor. `update` is the last update.',
    retried: '–',
    advice:
      'Look up the code of the `cause`, which is the error of the last request. The calls go on: watch the batch again when the service responds.',
  },
  stalled: {
    class: 'WatchError',
    cause: 'Calls are active, and none has ended for `stallAfter`. `update` is the last update.',
    retried: '–',
    advice:
      'Look at the batch in your account. If long calls are normal for it, raise `stallAfter`.',
  },
  over_capacity: {
    class: 'CapacityError',
    cause: 'A monitor cannot keep one more batch within `maxStaleness`.',
    retried: '–',
    advice:
      'Raise `maxStaleness`, or `maxRequestsPerSecond` if your plan allows it, or remove batches. `capacity` is the number of batches that the monitor can keep.',
  },
  closed: {
    class: 'ClosedError',
    cause: 'The client was closed.',
    retried: '–',
    advice:
      'If your program is ending, ignore it. Otherwise, create another client, and close it only after its last call.',
  },
};
