import { serverUrl } from '@batch-status/spec';
import { demand } from './options.ts';

/** No user, query, or fragment: even an empty `?` would swallow the path. No backslash. */
const absolute = /^https?:\/\/[^/?#@\\\s\p{C}]+(?:\/[^?#\\\s\p{C}]*)?$/iu;
const relative = /^\/(?!\/)[^?#\\\s\p{C}]*$/u;

/**
 * A path is accepted everywhere: a module that a server renders may create the client of the page.
 *
 * @throws {ConfigurationError} if the text is not a base URL.
 */
export function baseUrlOf(given: string | URL): string {
  const baseUrl = textOf(given);
  const right = absolute.test(baseUrl) ? parseUrl(baseUrl) : relative.test(baseUrl);
  const wanted = `a URL such as ${serverUrl} (or a path in a web page), without user, query, fragment, or space`;
  demand(Boolean(right), 'baseUrl', given, wanted, /[@?#]/.test(baseUrl));
  return baseUrl.replace(/\/+$/, '');
}

/** The text of a URL. Empty for other values: converting them to a string can throw. */
function textOf(url: unknown): string {
  try {
    const text = typeof url === 'string' ? url : (url as URL).href;
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}

/** Parses a URL, or returns `undefined` if it is invalid. */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** The `location` of a page or its worker. In Deno, it exists but is undefined. */
const page = (): { href: string; origin: string } | undefined =>
  (globalThis as { location?: { href: string; origin: string } }).location;

/** Resolves a URL as `fetch` does. Returns `undefined` for a path if there is no page. */
export const resolveUrl = (url: string): URL | undefined => parseUrl(url, page()?.href);

/** Whether the URL has another origin than the page. */
export const isCrossOrigin = (url: string): boolean =>
  !!page() && resolveUrl(url)?.origin !== page()!.origin;
