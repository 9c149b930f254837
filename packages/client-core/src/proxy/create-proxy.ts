import { isBatchStatusError } from '../errors/errors.ts';
import { demandSource, requestFrom, type BatchStatusSource } from '../watch/batch-status-source.ts';
import { answerTo, errorAnswer, jsonAnswer, type Answer, type Refusal } from './answer.ts';
import { batchRoute } from './batch-route.ts';
import { failureAnswer, unusable } from './failure-answer.ts';
import { resolveProxyOptions, type ProxyOptions, type ProxySettings } from './proxy-options.ts';
import { SharedAnswers, type TimedAnswer } from './shared-answers.ts';
import { withoutPersonalData } from '../errors/without-personal-data.ts';

/** What a proxy needs to know of a request, from any kind of server. */
export interface ProxyRequest<Incoming> {
  method: string;
  /** A URL, or the path of one. */
  url: string;
  ifNoneMatch: string | null | undefined;
  /** The request for `authorize`. */
  incoming: Incoming;
}

/**
 * Answers a request: with an {@link Answer}, with the response that `authorize` returned, or with
 * `undefined` if the path is not that of a batch.
 *
 * @throws what `authorize` throws, and what a source throws that is not an error of this library.
 */
export type ProxyResponder<Incoming> = (
  request: ProxyRequest<Incoming>,
) => Promise<Answer | Response | undefined>;

/**
 * Creates a proxy between web pages and the service, without a server.
 *
 * @param source Requests the batches: a client with the key, or anything with `getBatchStatus`.
 * @throws {ConfigurationError} whose `option` names the invalid one.
 *
 * @example
 * ```ts
 * import { createProxy } from '@batch-status/client-core';
 * import { createBatchStatusClient } from '@batch-status/fetch';
 *
 * const respond = createProxy<null>(createBatchStatusClient(), { authorize: () => false });
 * const answer = await respond({
 *   method: 'GET',
 *   url: '/api/v1/api/batch-calls/batch_7891011121314/status',
 *   ifNoneMatch: null,
 *   incoming: null,
 * });
 * console.log(answer?.status); // 403
 * ```
 */
export function createProxy<Incoming>(
  source: BatchStatusSource,
  options: ProxyOptions<Incoming>,
): ProxyResponder<Incoming> {
  const settings = resolveProxyOptions(options);
  demandSource(source);
  const { authorize, path, pathPrefix } = settings;
  const targetOf = batchRoute(path + pathPrefix);
  const shared = new SharedAnswers(settings);
  const request = requestOver(source, settings);

  return async ({ method, url, ifNoneMatch, incoming }) => {
    const target = targetOf(url);
    if (!target) return undefined;
    if (method !== 'GET' && method !== 'HEAD') {
      return errorAnswer(wrongMethod, { allow: 'GET, HEAD' });
    }
    if (target === 'malformed') return answerTo({ method, ifNoneMatch }, errorAnswer(badId));
    const { batchId } = target;
    const permission: unknown = await authorize(incoming, batchId);
    if (permission instanceof Response) return permission;
    const answer =
      permission === true ? await shared.get(batchId, () => request(batchId)) : errorAnswer(denied);
    return answerTo({ method, ifNoneMatch }, answer);
  };
}

const wrongMethod: Refusal = [405, 'Wrong method', 'Use GET.'];
const badId: Refusal = [400, 'Bad request', 'The path does not contain a batch id.'];
const denied: Refusal = [403, 'Not allowed', 'You may not see this batch.'];

/** Makes the function that requests a batch and translates the result. */
function requestOver(
  source: BatchStatusSource,
  { clock, onError }: Pick<ProxySettings<never>, 'clock' | 'onError'>,
): (batchId: string) => Promise<TimedAnswer> {
  /** Whether the service has ever returned a batch, and how often in succession it has not. */
  let hasReturnedBatch = false;
  let malformed = 0;

  return async (batchId) => {
    // The page retries. If both did, a call of a page would send up to sixteen requests.
    const options = { signal: new AbortController().signal, retry: { attempts: 1 } };
    try {
      const { batch, retryAfter } = await requestFrom(source, batchId, options, clock);
      hasReturnedBatch = true;
      return { answer: await jsonAnswer(withoutPersonalData(batch)), retryAfter };
    } catch (error) {
      report(onError, error);
      if (!isBatchStatusError(error)) throw error;
      malformed = error.code === 'malformed' ? malformed + 1 : 0;
      // As in a watch, the URL of the service is then probably wrong.
      const isWrongUrl = malformed > 1 && !hasReturnedBatch;
      return {
        answer: isWrongUrl ? errorAnswer(unusable) : failureAnswer(error),
        retryAfter: error.retryAfter,
      };
    }
  };
}

function report(onError: ProxySettings<never>['onError'], failure: unknown): void {
  try {
    onError?.(failure);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
