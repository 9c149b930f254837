import { open, type Tab } from './browser.ts';
import type { TestStream } from './page-server.ts';

/** An element that follows a stream, and what it shows of {@link updateOf}. */
export const streaming = '<batch-progress batch-id="demo" src="/events"></batch-progress>';
export const done = '8,412 of 10,000 calls done';

/** What browsers report of a connection that ends. */
export const expected: RegExp = /Failed to load resource|EventSource|ERR_/;

/** Opens a page, and the stream that its elements follow. */
export async function openStream(body: string = streaming): Promise<Tab & { stream: TestStream }> {
  let stream: TestStream;
  const tab = await open(
    (server) => {
      stream = server.stream('/events');
      return body;
    },
    { expected },
  );
  return { ...tab, stream: stream! };
}
