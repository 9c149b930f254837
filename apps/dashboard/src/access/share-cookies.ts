import { cookie, type CookieScope } from './cookies.ts';
import type { Share } from '../wire/answers.ts';

/**
 * A browser keeps the share links that it opened last, each in a cookie. All cookies of a host are sent
 * with each request to it, and servers refuse requests with too many.
 */
const mostLinks = 30;

/** A share link that a browser has opened. */
export interface OpenedLink {
  /** The name of its cookie. */
  name: string;
  token: string;
  /** In milliseconds since the epoch; 0 if it is not known. */
  openedAt: number;
}

/** The cookies with the share links that a browser has opened. */
export class ShareCookies {
  readonly #scope: CookieScope & { name: string };

  /** @param scope With the beginning of the names. It is known once the server listens. */
  constructor(scope: CookieScope & { name: string }) {
    this.#scope = scope;
  }

  get #prefix(): string {
    return `${this.#scope.name}-share-`;
  }

  /** A cookie for a link that is opened now, which lives as long as the link. */
  cookieFor({ id, expiresAt }: Share, token: string, now: number): string {
    const seconds = (expiresAt - now) / 1000;
    return cookie(`${this.#prefix}${id}`, `${token}.${now}`, seconds, this.#scope);
  }

  /** The links in the cookies of a request, the one that was opened last first. */
  opened(cookies: ReadonlyMap<string, string>): OpenedLink[] {
    return [...cookies]
      .filter(([name]) => name.startsWith(this.#prefix))
      .map(([name, value]) => {
        const [, token, openedAt] = /^(.*?\..*?)\.(\d{1,16})$/.exec(value) ?? [];
        return { name, token: token ?? value, openedAt: Number(openedAt ?? 0) };
      })
      .toSorted((one, other) => other.openedAt - one.openedAt);
  }

  /** Cookies that make the browser forget invalid links, and the oldest links beyond the limit. */
  surplus(links: readonly OpenedLink[], isValid: (link: OpenedLink) => boolean): string[] {
    const kept = new Set(links.filter(isValid).slice(0, mostLinks));
    return links
      .filter((link) => !kept.has(link))
      .map(({ name }) => cookie(name, '', 0, this.#scope));
  }
}
