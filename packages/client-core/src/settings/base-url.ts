import { serverUrl } from '@batch-status/spec';
import { demand } from './options.ts';

/**
 * An origin and perhaps a path, or a path. No user, query, or fragment: even an empty `?` would swallow
 * the path. No backslash, no space, and no invisible character.
 */
const shape = /^(?:https?:\/\/[^/?#@\\\s\p{C}]+|(?=\/(?!\/)))(?:\/[^?#\\\s\p{C}]*)?$/iu;

/**
 * A path is accepted everywhere: a module that a server renders may create the client of the page.
 *
 * @throws {ConfigurationError} if the text is not a base URL.
 */
export function baseUrlOf(given: string | URL): string {
  const baseUrl = textOf(given);
  demand(
    shape.test(baseUrl) && !!parseUrl(baseUrl, serverUrl),
    'baseUrl',
    given,
    `a URL such as ${serverUrl} (or a path in a web page), without user, query, fragment, or space`,
    /[@?#]/.test(baseUrl),
  );
  return baseUrl.replace(/\/+$/, '');
}

/** The text of a URL. Empty for other values: converting them to a string can throw. */
function textOf(url: unknown): string {
  try {
    const text = (url as URL).href ?? url;
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}

/** The path of a URL without origin and query, for messages. */
export const pathOf = (url: string): string => /^(?:\w+:\/\/[^/]*)?([^?#]*)/.exec(url)![1]!;

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

/**
 * Resolves a URL as `fetch` does. Returns `undefined` for a path if there is no page.
 *
 * @example
 * ```ts
 * import { resolveUrl } from '@batch-status/client-core';
 *
 * console.log(resolveUrl('https://api.trillet.ai/v1')?.pathname); // /v1
 * ```
 */
export const resolveUrl = (url: string): URL | undefined => parseUrl(url, page()?.href);

/** Whether the URL has another origin than the page. */
export const isCrossOrigin = (url: string): boolean =>
  !!page() && resolveUrl(url)?.origin !== page()!.origin;
