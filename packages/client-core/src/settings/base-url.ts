import { serverUrl } from '@batch-status/spec';
import { demand } from './options.ts';

/** No user, query, or fragment: even an empty `?` would swallow the path. No backslash. */
const absolute = /^https?:\/\/[^/?#@\\]+(?:\/[^?#\\]*)?$/i;
const relative = /^\/(?!\/)[^?#\\]*$/;

/** @throws {ConfigurationError} if the text is not a base URL. */
export function baseUrlOf(baseUrl: string): string {
  // In Deno, `location` exists but is undefined outside of a page.
  const { location } = globalThis as { location?: unknown };
  const right = absolute.test(baseUrl) ? parseUrl(baseUrl) : location && relative.test(baseUrl);
  const wanted = `a URL such as ${serverUrl} (or a path in a web page), without user, query, or fragment`;
  demand(Boolean(right), 'baseUrl', baseUrl, wanted, /[@?#]/.test(baseUrl));
  return baseUrl.replace(/\/+$/, '');
}

/** Parses a URL, or returns `undefined` if it is invalid. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
