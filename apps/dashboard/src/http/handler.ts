import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Viewer } from '../access/access.ts';
import type { OwnHosts } from '../access/own-hosts.ts';
import { relativePaths } from './base-path.ts';
import { boardElement } from './board-element.ts';
import type { PageFiles } from './page-files.ts';
import { answerError, Refusal, refusalOf } from './refusal.ts';
import { requestTarget, type RequestTarget } from './request-target.ts';
import { isBatchStream, routes, sightOf, type Route, type Services } from './routes.ts';
import { secure } from './security-headers.ts';
import { isFromOtherSite, sendTo } from './send-to.ts';

export interface HandlerOptions extends Services {
  base: string;
  /** Known once the server listens. */
  own: () => OwnHosts;
  page: PageFiles;
  log: (message: string, cause: unknown) => void;
}

/** Answers all requests. */
export const handler =
  (options: HandlerOptions): RequestListener =>
  (request, response) => {
    secure(response);
    answer(options, request, response).catch((error: unknown) => {
      // A viewer who leaves ends what it was sent.
      if (!response.destroyed) answerError(request, response, error, options.log);
    });
  };

async function answer(
  options: HandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { path, query, host } = requestTarget(request);
  demandOwnHost(request, host, options.own());
  if (path === '*') {
    response.writeHead(204, { Allow: 'GET, HEAD, POST, PUT, DELETE, OPTIONS' }).end();
    return;
  }
  if (`${path}/` === options.base) {
    const rest = query.size > 0 ? `?${query.toString()}` : '';
    response.writeHead(308, { Location: options.base + rest, 'Cache-Control': 'no-store' }).end();
    return;
  }
  const candidates = relativePaths(path, options.base);
  for (const relative of candidates) {
    const matched = match(relative);
    if (matched) return answerRoute(options, request, response, { query, ...matched });
    if (isPage(relative)) return answerPage(options, request, response, { path: relative, query });
    if (isRead(request) && options.page.sendFile(relative, request, response)) return;
  }
  throw new Refusal('not_found', 'This path does not exist.');
}

async function answerRoute(
  options: HandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  { route, param, query }: { route: Route; param: string; query: URLSearchParams },
): Promise<void> {
  const { access, own } = options;
  const { method = '' } = request;
  const handle = route.methods[method];
  if (!handle) {
    const allowed = Object.keys(route.methods).join(', ');
    throw new Refusal('wrong_method', `This path allows only ${allowed}.`, { Allow: allowed });
  }
  const isChange = method !== 'GET';
  if (isChange && !own().origins.has(request.headers.origin ?? '')) {
    throw new Refusal('forbidden', 'Only the page of this dashboard can make changes.');
  }
  const token = isBatchStream(route) ? query.get('share') : null;
  if (token !== null) {
    // The token gives access to this stream alone, so any page that has it may read the stream.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  }
  const viewer = token === null ? access.viewerOf(request) : access.viewerWith(request, token);
  if ('status' in viewer) throw refusalOf(viewer);
  demandRights(viewer, request, route);
  await handle({ ...options, request, response, query, viewer, param });
}

/** A share link lets a viewer read its batch. The list of links is for those who can make some. */
function demandRights(viewer: Viewer, { method }: IncomingMessage, { pattern }: Route): void {
  if (viewer.kind === 'full') return;
  if (method === 'GET' && !pattern.source.includes('shares')) return;
  throw new Refusal('forbidden', 'A share link lets you read one batch, but not change anything.');
}

async function answerPage(
  { access, page, base, board, streams }: HandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  { path, query }: Omit<RequestTarget, 'host'>,
): Promise<void> {
  if (!isRead(request)) {
    throw new Refusal('wrong_method', 'This path allows only GET, HEAD.', { Allow: 'GET, HEAD' });
  }
  const signedIn = access.signIn(request, query);
  if (signedIn) {
    if ('status' in signedIn) throw refusalOf(signedIn);
    query.delete('token');
    query.delete('share');
    sendTo(addressOf(base, path, query), request, response, signedIn.cookies);
    return;
  }
  const viewer = access.viewerOf(request);
  const surplus = access.surplusCookies(request);
  if (surplus.length > 0) response.setHeader('Set-Cookie', surplus);
  if (!('status' in viewer)) {
    await board.started();
    page.sendIndex(request, response, boardElement(streams.snapshot(sightOf(viewer))));
  }
  // The browser has held back the cookies.
  else if (isFromOtherSite(request)) sendTo(addressOf(base, path, query), request, response, []);
  else throw refusalOf(viewer);
}

const addressOf = (base: string, path: string, query: URLSearchParams): string =>
  `${base}${path}${query.size > 0 ? `?${query.toString()}` : ''}`;

/** The overview, and a page for each batch. Some proxies decode the slashes of an id. */
const isPage = (path: string): boolean => path === '' || /^batches\/./.test(path);

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

function match(path: string): { route: Route; param: string } | undefined {
  for (const route of routes) {
    const found = route.pattern.exec(path);
    if (found) return { route, param: decoded(found[1] ?? '') };
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('invalid', 'The percent-encoding of the path is invalid.');
  }
}

/** @param named The host in the request target. */
function demandOwnHost(
  { rawHeaders, headers }: IncomingMessage,
  named: string | undefined,
  { hosts }: OwnHosts,
): void {
  // Node keeps the first of several, and a proxy may have checked another one.
  const given = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (given.length === 0) throw new Refusal('invalid', 'The request must have a `Host` header.');
  const host = (named ?? headers.host ?? '').toLowerCase();
  if (given.length === 1 && hosts.has(host)) return;
  throw new Refusal(
    'wrong_host',
    'This is not an address of this dashboard; if viewers reach it here, start it with --public-url.',
  );
}
