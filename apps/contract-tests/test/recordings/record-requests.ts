import { request, type IncomingHttpHeaders } from 'node:http';
import { recording } from '../recording.ts';
import type { Entry } from './har.ts';

/** Asks for a path, through the recorder. Answers with the headers of the response. */
export type Ask = (path: string, headers: Record<string, string>) => Promise<IncomingHttpHeaders>;

/** Where the recorded server seems to be: each time it is at another port. */
const origin = 'http://127.0.0.1:8787';

/**
 * What `record` writes while requests are made of a server. The stand-ins are always the same.
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

/** Headers that are others each time, though nothing has changed. */
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
