import type { Operation } from '../contract/operation/operation.ts';
import { segmentPattern } from '../contract/operation/server.ts';
import type { Headers } from '../exchange/exchange.ts';

/** What the URL of a request sends. */
export interface SentUrl {
  /** The path below the server, by the names in the path of the operation; percent-encoded. */
  path: ReadonlyMap<string, string>;
  /** The query, in order; names are decoded, values are not. */
  query: readonly [name: string, value: string][];
}

/** What a request sends, before it is read by the styles of its parameters. */
export interface SentRequest extends SentUrl {
  headers: Headers;
  cookies: ReadonlyMap<string, string>;
}

export function sentRequest({ path, query }: SentUrl, headers: Headers): SentRequest {
  const { cookie } = headers;
  return { path, query, headers, cookies: cookie === undefined ? none : cookiesIn(cookie) };
}

const none: ReadonlyMap<string, string> = new Map();

function cookiesIn(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(/;\s*|,\s*(?=[^\s;,=]+=)/).filter((pair) => pair.includes('='));
  return new Map(pairs.map((pair) => pair.trim().split(/=(.*)/s, 2) as [string, string]));
}

export function sentIn({ path }: Operation, url: string): SentUrl {
  const { pathname, search } = new URL(url);
  const query = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const [name, value = ''] = pair.split(/=(.*)/s, 2) as [string, string?];
      return [decoded(name), value];
    });
  return { path: pathParameters(path, pathname), query };
}

/** The values in a path. The path of the server comes first, so segments are counted from the end. */
function pathParameters(template: string, pathname: string): Map<string, string> {
  const wanted = template.split('/');
  const sent = pathname.split('/').slice(-wanted.length);
  const found = new Map<string, string>();
  for (const [index, segment] of wanted.entries()) {
    const names = [...segment.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!);
    if (names.length === 0) continue;
    const values = segmentPattern(segment).exec(sent[index] ?? '') ?? [];
    for (const [at, name] of names.entries()) {
      const value = values[at + 1];
      if (value !== undefined) found.set(name, value);
    }
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
