import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Asked {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  json: () => unknown;
}

/** Sends a request exactly as it is given: unlike `fetch`, also with another `Host` or a strange path. */
export async function ask(url: string, { path, body, ...options }: Asking = {}): Promise<Asked> {
  const { hostname, port, pathname, search } = new URL(url);
  const sent = request({ hostname, port, path: path ?? pathname + search, ...options });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const received = await text(response);
  return {
    status: response.statusCode!,
    headers: response.headers,
    body: received,
    json: () => JSON.parse(received) as unknown,
  };
}

export interface Asking {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  localAddress?: string;
}

/** Changes something as the page of a dashboard does. */
export const change = (
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Asked> =>
  ask(url, {
    method,
    ...(method !== 'DELETE' && { body: JSON.stringify(body) }),
    headers: { origin: new URL(url).origin, ...headers },
  });

/** The cookies that a response sets, as a browser sends them back. */
export const cookiesFrom = ({ headers }: Asked): string =>
  (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
