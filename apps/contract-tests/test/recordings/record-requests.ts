import { request, type IncomingHttpHeaders } from 'node:http';
import { recording } from '../recording.ts';
import type { Entry } from './har.ts';

/** Requests a path through the recorder. Returns the headers of the response. */
export type Ask = (path: string, headers: Record<string, string>) => Promise<IncomingHttpHeaders>;

/** The address in recordings, since the real port differs each time. */
const origin = 'http://127.0.0.1:8787';

/**
 * The recording of requests to a server. Its placeholders are always the same.
 *
 * @param now The time that is recorded, in milliseconds since the epoch.
 */
export async function recordRequests(
  target: string,
  now: () => number,
  make: (ask: Ask) => Promise<void>,
): Promise<Entry[]> {
  const recorder = await recording(target, { now });
  await make((path, headers) => asked(recorder.url + path, headers));
  return (await recorder.entries()).map((entry) => ({
    ...entry,
    request: {
      ...entry.request,
      url: entry.request.url.replace(target, origin),
      headers: entry.request.headers.filter(({ name }) => !differing.has(name.toLowerCase())),
    },
    response: {
      ...entry.response,
      headers: entry.response.headers.filter(({ name }) => !differing.has(name.toLowerCase())),
    },
  }));
}

/** Headers that differ each time although nothing has changed. */
const differing = new Set(['date', 'host']);

function asked(url: string, headers: Record<string, string>): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.on('error', reject).on('end', () => resolve(response.headers));
      response.resume();
    });
    sent.on('error', reject).end();
  });
}
