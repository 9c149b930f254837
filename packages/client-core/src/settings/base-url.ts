import { serverUrl } from '@batch-status/spec';
import { demand } from './options.ts';

/** Without a user. Also an empty query would swallow the path, and a backslash lead elsewhere. */
const absolute = /^https?:\/\/[^/?#@\\]+(?:\/[^?#\\]*)?$/i;
const relative = /^\/(?!\/)[^?#\\]*$/;

/** @throws {ConfigurationError} for what is not a base URL. */
export function baseUrlOf(baseUrl: string): string {
  // Deno has the member, without a value, where there is no page.
  const { location } = globalThis as { location?: unknown };
  const right = absolute.test(baseUrl) ? parseUrl(baseUrl) : location && relative.test(baseUrl);
  const wanted = `a URL such as ${serverUrl}, or in a web page a path, without user, query, and fragment`;
  demand(Boolean(right), 'baseUrl', baseUrl, wanted, /[@?#]/.test(baseUrl));
  return baseUrl.replace(/\/+$/, '');
}

/** A URL, or nothing for a text that is none. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
