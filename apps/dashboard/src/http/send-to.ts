import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Sends a viewer to an address, with cookies. If a page of another site led here, browsers do not send
 * the cookies along with a redirect, so then a page of our own leads on.
 */
export function sendTo(
  location: string,
  request: IncomingMessage,
  response: ServerResponse,
  cookies: string[],
): void {
  const headers = {
    'Cache-Control': 'no-store',
    ...(cookies.length > 0 && { 'Set-Cookie': cookies }),
  };
  if (mayComeFromOtherSite(request)) {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers });
    response.end(pageThatLeadsTo(location));
  } else {
    response.writeHead(303, { Location: location, ...headers });
    response.end();
  }
}

/** Whether a link on a page of another site led here. Browsers say so, except without HTTPS. */
export const isFromOtherSite = ({ headers }: IncomingMessage): boolean =>
  headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] === 'navigate';

function mayComeFromOtherSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  const isBrowser = headers.accept?.includes('text/html') ?? false;
  return site === 'cross-site' || (site === undefined && isBrowser);
}

function pageThatLeadsTo(location: string): string {
  const url = location.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
<title>Dashboard</title>
<meta http-equiv="refresh" content="0; url=${url}">
<p><a href="${url}">Open the dashboard</a></p>
</html>
`;
}
