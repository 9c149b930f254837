import type { DeclaredParameter } from '../contract/operation/declared-request.ts';
import { Typed, type Raw } from './coerced.ts';
import { listIn, objectIn, withoutPrefix } from './parameter-text.ts';
import type { SentRequest } from './sent-request.ts';

/** The values that a parameter can mean. */
export interface Meanings {
  readonly text?: Raw | undefined;
  readonly list?: Raw | undefined;
  readonly object?: Raw | undefined;
}

/**
 * The values that a parameter of a request can mean.
 *
 * @param others Returns the names of the other query parameters. An exploded object has its members beside them.
 * @returns `undefined` if the request does not have it.
 */
export function meaningsOf(
  parameter: DeclaredParameter,
  request: SentRequest,
  others: () => ReadonlySet<string>,
): Meanings | undefined {
  if (parameter.in === 'query') return queryMeanings(parameter, request.query, others);
  const text = textOf(parameter, request);
  if (text === undefined) return undefined;
  return decodedMeanings(parameter, text, parameter.in === 'path');
}

function textOf({ name, in: place }: DeclaredParameter, request: SentRequest): string | undefined {
  if (place === 'path') return request.path.get(name);
  if (place === 'cookie') return request.cookies.get(name);
  return request.headers[name.toLowerCase()];
}

function queryMeanings(
  parameter: DeclaredParameter,
  query: SentRequest['query'],
  others: () => ReadonlySet<string>,
): Meanings | undefined {
  const { name, style, explode } = parameter;
  if (style === 'deepObject') {
    const object = deepObject(name, query);
    return object === undefined ? undefined : { object };
  }
  // Many clients write a list with brackets.
  const own = query
    .filter(([key]) => key === name || key === `${name}[]`)
    .map(([, value]) => value);
  const [first] = own;
  if (first !== undefined && !explode && own.length === 1) {
    return decodedMeanings(parameter, first, true);
  }
  if (first !== undefined) {
    const list = own.map(decoded);
    return { list, ...(own.length === 1 ? { text: decoded(first) } : {}) };
  }
  const names = explode ? others() : new Set();
  const members = explode ? query.filter(([key]) => !names.has(key)) : [];
  if (members.length === 0) return undefined;
  const object = Object.fromEntries(members.map(([key, value]) => [key, decoded(value)]));
  return { object };
}

/** `filter[a]=1&filter[b][c]=2`. */
function deepObject(name: string, query: SentRequest['query']): Raw | undefined {
  const object: { [name: string]: Raw } = {};
  let isThere = false;
  for (const [key, value] of query) {
    if (!key.startsWith(`${name}[`)) continue;
    isThere = true;
    const path = [...key.slice(name.length).matchAll(/\[([^\]]*)\]/g)].map(([, part]) => part!);
    let inner = object;
    for (const part of path.slice(0, -1)) {
      const next = Object.hasOwn(inner, part) ? inner[part] : undefined;
      if (typeof next === 'object' && !Array.isArray(next) && !(next instanceof Typed))
        inner = next;
      else define(inner, part, (inner = {}));
    }
    const last = path.at(-1) ?? '';
    const before = Object.hasOwn(inner, last) ? inner[last] : undefined;
    const text = decoded(value);
    define(inner, last, before === undefined ? text : [before, text].flat());
  }
  return isThere ? object : undefined;
}

/** Also if the name is `__proto__`. */
function define(object: { [name: string]: Raw }, name: string, value: Raw): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function decodedMeanings(style: DeclaredParameter, text: string, isEncoded: boolean): Meanings {
  return new TextMeanings(style, text, isEncoded ? decoded : (value) => value);
}

/** The meanings of one text. Most parameters are neither lists nor objects. */
class TextMeanings implements Meanings {
  readonly text: string | undefined;
  readonly #style: DeclaredParameter;
  readonly #whole: string;
  readonly #read: (value: string) => string;

  constructor(style: DeclaredParameter, whole: string, read: (value: string) => string) {
    this.#style = style;
    this.#whole = whole;
    this.#read = read;
    const single = withoutPrefix(whole, style);
    this.text = single === undefined ? undefined : read(single);
  }

  get list(): Raw | undefined {
    return listIn(this.#whole, this.#style)?.map((element) => this.#read(element));
  }

  get object(): Raw | undefined {
    const object = objectIn(this.#whole, this.#style);
    if (!object) return undefined;
    const read = this.#read;
    return Object.fromEntries(
      Object.entries(object).map(([key, value]) => [read(key), read(value)]),
    );
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
