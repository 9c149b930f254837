import type { IncomingMessage } from 'node:http';
import { cookie, cookiesOf, type CookieScope } from './cookies.ts';
import { isSameSecret, sign } from './secrets.ts';
import { ShareCookies } from './share-cookies.ts';
import type { ShareLinks } from './share-links.ts';
import type { TrustedProxies } from './trusted-proxies.ts';
import type { WrongSecrets } from './wrong-secrets.ts';

/** Who may use the dashboard. */
export type AccessRule =
  /** Everyone who can reach it: only on loopback. */
  | { kind: 'open' }
  /** Those who have the secret in the link. */
  | { kind: 'token'; token: string; proxies?: TrustedProxies }
  /** Those whom a proxy has signed in: it sets a header. */
  | { kind: 'proxy'; header: string; proxies: TrustedProxies };

/** What a request may do. */
export type Viewer =
  | { kind: 'full' }
  /** Only read these batches, without their calls. */
  | { kind: 'shared'; batchIds: ReadonlySet<string>; shareIds: readonly string[] };

/** Why a request is not answered. */
export interface Refused {
  status: 401 | 403 | 429;
  message: string;
  /** In milliseconds. */
  retryAfter?: number;
}

/** The secret of a link became cookies, and the viewer is sent to the address without it. */
export interface SignedIn {
  cookies: string[];
}

export interface AccessOptions {
  rule: AccessRule;
  shares: ShareLinks;
  wrong: WrongSecrets;
  /** Signs the cookie of a viewer. */
  key: Buffer;
  cookies: CookieScope & { /** Distinguishes the dashboards of a host. */ name: string };
  now: () => number;
}

/** In seconds: 30 days. */
const longestSession = 30 * 86_400;

/** Decides what each request may do. */
export class Access {
  readonly #options: AccessOptions;
  readonly #shareCookies: ShareCookies;

  constructor(options: AccessOptions) {
    this.#options = options;
    this.#shareCookies = new ShareCookies(options.cookies);
  }

  /** @param query The query of a request for a page. */
  signIn(request: IncomingMessage, query: URLSearchParams): SignedIn | Refused | undefined {
    const [token, share] = [query.get('token'), query.get('share')];
    if (token === null && share === null) return undefined;
    const address = this.addressOf(request);
    const wait = this.#options.wrong.waitOf(address);
    if (wait > 0) return tooMany(wait);
    const cookies = [
      ...(token === null ? [] : this.#cookieFor(token)),
      ...(share === null ? [] : this.#shareCookieFor(share)),
    ];
    if (cookies.length > 0) return { cookies };
    // Without a secret of its own, any link to it is only out of date.
    if (share === null && this.#options.rule.kind !== 'token') return { cookies };
    this.#options.wrong.count(address);
    return wrongLink;
  }

  /** Who sends a request, by its cookies or by the header that a proxy sets. */
  viewerOf(request: IncomingMessage): Viewer | Refused {
    const { rule, wrong } = this.#options;
    if (rule.kind === 'open') return { kind: 'full' };
    if (rule.kind === 'proxy' && rule.proxies.hasSent(request)) {
      const user = request.headers[rule.header];
      if (typeof user === 'string' && user.trim() !== '') return { kind: 'full' };
    }
    const cookies = cookiesOf(request.headers.cookie);
    const session = cookies.get(this.#options.cookies.name);
    if (rule.kind === 'token' && session !== undefined) {
      if (isSameSecret(session, this.#sessionOf(rule.token))) return { kind: 'full' };
      const address = this.addressOf(request);
      const wait = wrong.waitOf(address);
      if (wait > 0) return tooMany(wait);
      wrong.count(address, session);
    }
    return this.#sharedViewer(request, cookies);
  }

  /** Who has the token of a share link, which another page sends in the address of a stream. */
  viewerWith(request: IncomingMessage, token: string): Viewer | Refused {
    const { wrong, shares } = this.#options;
    const address = this.addressOf(request);
    const wait = wrong.waitOf(address);
    if (wait > 0) return tooMany(wait);
    const share = shares.verify(token);
    if (share) {
      return { kind: 'shared', batchIds: new Set([share.batchId]), shareIds: [share.id] };
    }
    // A page of another site connects again by itself.
    wrong.count(address, token);
    return wrongLink;
  }

  /** Cookies that delete the outdated cookies of a request from the browser. */
  surplusCookies(request: IncomingMessage): string[] {
    const { rule, shares, cookies: scope } = this.#options;
    const cookies = cookiesOf(request.headers.cookie);
    const session = cookies.get(scope.name);
    const isOutdated =
      rule.kind === 'token' &&
      session !== undefined &&
      !isSameSecret(session, this.#sessionOf(rule.token));
    const links = this.#shareCookies.opened(cookies);
    return [
      ...(isOutdated ? [cookie(scope.name, '', 0, scope)] : []),
      ...this.#shareCookies.surplus(links, ({ token }) => shares.verify(token) !== undefined),
    ];
  }

  /** Whether a viewer may still do what it could when its request began. */
  isValid(viewer: Viewer): boolean {
    if (viewer.kind === 'full') return true;
    return viewer.shareIds.every((id) => this.#options.shares.isValid(id));
  }

  /** The address of a viewer: of the connection, or what trusted proxies say. */
  addressOf(request: IncomingMessage): string {
    const { rule } = this.#options;
    const proxies = rule.kind === 'open' ? undefined : rule.proxies;
    return proxies?.clientOf(request) ?? request.socket.remoteAddress ?? '';
  }

  #sharedViewer(request: IncomingMessage, cookies: Map<string, string>): Viewer | Refused {
    const { rule, shares, wrong } = this.#options;
    const links = this.#shareCookies.opened(cookies);
    const address = this.addressOf(request);
    const found = [];
    const wait = wrong.waitOf(address);
    for (const { token } of links) {
      const share = shares.verify(token);
      if (share) found.push(share);
      else if (wrong.waitOf(address) === 0) wrong.count(address, token);
    }
    if (found.length === 0) return links.length > 0 && wait > 0 ? tooMany(wait) : signedOut(rule);
    return {
      kind: 'shared',
      batchIds: new Set(found.map(({ batchId }) => batchId)),
      shareIds: found.map(({ id }) => id),
    };
  }

  #sessionOf(token: string): string {
    return sign(this.#options.key, 'session', token);
  }

  #cookieFor(token: string): string[] {
    const { rule, cookies } = this.#options;
    if (rule.kind !== 'token' || !isSameSecret(token, rule.token)) return [];
    return [cookie(cookies.name, this.#sessionOf(token), longestSession, cookies)];
  }

  #shareCookieFor(token: string): string[] {
    const { shares, now } = this.#options;
    const share = shares.verify(token);
    return share ? [this.#shareCookies.cookieFor(share, token, now())] : [];
  }
}

const wrongLink: Refused = {
  status: 401,
  message: 'This link is wrong, has expired, or was revoked; ask for a new one.',
};

const tooMany = (wait: number): Refused => ({
  status: 429,
  message: 'Too many wrong links were tried from this address; try again in a minute.',
  retryAfter: wait,
});

const signedOut = ({ kind }: AccessRule): Refused => ({
  status: 401,
  message:
    kind === 'proxy'
      ? 'The proxy did not name a viewer; open the dashboard at its public address.'
      : 'Open the link that the dashboard printed when it started, or a share link.',
});
