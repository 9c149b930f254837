import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import type { Entry } from './har.ts';
import { recordRequests } from './record-requests.ts';

/** The recording of a server that gives these responses at the times of these entries. */
export async function recordAnswers(entries: readonly Entry[]): Promise<Entry[]> {
  let next = 0;
  const server = createServer((_, outgoing) => {
    const { status, headers, content } = entries[next]!.response;
    outgoing.sendDate = false;
    outgoing.writeHead(status, Object.fromEntries(headers.map(({ name, value }) => [name, value])));
    outgoing.end(content.text);
  });
  const { url, close } = await listenOnLoopback(server);
  const now = (): number => Date.parse(entries[next]!.startedDateTime);
  try {
    return await recordRequests(url, now, async (ask) => {
      for (const { request } of entries) {
        const headers = request.headers.map(({ name, value }) => [name, value]);
        await ask(
          new URL(request.url).pathname,
          Object.fromEntries(headers) as Record<string, string>,
        );
        next = Math.min(next + 1, entries.length - 1);
      }
    });
  } finally {
    await close();
  }
}
