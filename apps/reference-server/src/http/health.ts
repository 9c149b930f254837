import type { RequestListener, ServerResponse } from 'node:http';
import type { StatusHandler } from '@batch-status/server';

/** The beginning of a request target in absolute form, which every server must accept (RFC 9112). */
const origin = /^https?:\/\/[^/?#]+/i;

/**
 * A listener that also serves `/healthz`, whether the process runs, and `/readyz`, whether it can
 * answer.
 */
export function withHealth(
  handler: StatusHandler,
  isReady: () => Promise<boolean>,
): RequestListener {
  return (request, response) => {
    handler(request, response, () => {
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      const [path] = (request.url ?? '').replace(origin, '').split('?', 1);
      if (isRead && path === '/healthz') send(response, true);
      else if (isRead && path === '/readyz') {
        void isReady().then((ready) => send(response, ready));
      } else handler(request, response);
    });
  };
}

function send(response: ServerResponse, ok: boolean): void {
  response.writeHead(ok ? 200 : 503, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(ok ? {} : { 'Retry-After': '1' }),
  });
  response.end(JSON.stringify(ok ? { status: 'ok' } : { error: 'The server is not ready' }));
}
