import { Collector, demand, isBatchStatusError } from '@batch-status/client-core';

/**
 * Reads a body, up to the limit.
 *
 * @throws {ConfigurationError} if the response offers no way to read it.
 */
export async function readBody(response: Response, maxBytes: number): Promise<Collector> {
  const { body, status } = response;
  const collector = new Collector(maxBytes);
  // A `fetch` of your own may have read it, for example to log it.
  demandResponse(!response.bodyUsed && !body?.locked, response);
  // React Native has no streams.
  let reader = body?.getReader?.();
  try {
    // Redirects are refused, so their bodies are not read.
    if (body === null || (status >= 300 && status < 400)) return collector;
    if (!reader) {
      const offered: { arrayBuffer?: unknown; text?: unknown } = response;
      demandResponse(offered.arrayBuffer ?? offered.text, response);
      const length = Number(response.headers.get('content-length'));
      // Not read, because it would take memory.
      if (length > maxBytes) collector.length = length;
      else collector.add(await wholeBody(response));
    }
    while (reader && !collector.isTooLarge) {
      const { done, value } = await reader.read();
      if (done) reader = undefined;
      else collector.add(value);
    }
    return collector;
  } catch (error) {
    // The status of a refusal is enough, even if its body was cut off.
    if (status < 400 || isBatchStatusError(error)) throw error;
    return new Collector(maxBytes);
  } finally {
    // An unread body keeps its connection checked out.
    reader?.cancel().catch(() => undefined);
  }
}

async function wholeBody(response: Response): Promise<Uint8Array> {
  let body: Promise<ArrayBuffer>;
  try {
    body = response.arrayBuffer();
  } catch {
    // It rejects if the connection is lost, but throws if the platform has only text.
    return new TextEncoder().encode(await response.text());
  }
  return new Uint8Array(await body);
}

/** @throws {ConfigurationError} unless `right` is true. */
export function demandResponse(right: unknown, response: Response): asserts right {
  demand(!!right, 'fetch', response, 'a function that resolves to a readable Response');
}
