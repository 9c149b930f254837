import type { DeclaredParameter } from '../contract/operation/declared-request.ts';
import { elementsOf, isRawObject, type Raw, type RawObject } from './coerced.ts';
import { listsIn, objectsIn, withoutPrefix } from './parameter-text.ts';
import type { SentRequest } from './sent-request.ts';

/** The values that a parameter can mean, the most likely first. */
export interface Meanings {
  readonly texts: readonly Raw[];
  readonly lists: readonly Raw[];
  readonly objects: readonly Raw[];
}

/**
 * Which parameters of a query are the members of an exploded object, whose own name is not in the query.
 *
 * @returns `undefined` if there is no such object.
 */
export type Spread = (query: SentRequest['query']) => SentRequest['query'] | undefined;

/**
 * The values that a parameter of a request can mean.
 *
 * @returns `undefined` if the request does not have it.
 */
export function meaningsOf(
  parameter: DeclaredParameter,
  request: SentRequest,
  spread: Spread,
): Meanings | undefined {
  const { name, in: place } = parameter;
  if (place === 'query') return queryMeanings(parameter, request.query, spread);
  if (place === 'path') return encodedMeanings(parameter, request.path.get(name), percentDecoded);
  const sent = place === 'cookie' ? request.cookies.get(name) : request.headers[name.toLowerCase()];
  if (sent === undefined) return undefined;
  return new TextMeanings(parameter, place === 'cookie' ? cookieTexts(sent) : [sent], asSent);
}

/** Many clients encode the value of a cookie, or put it in quotes, and servers undo both. */
function cookieTexts(sent: string): string[] {
  return [sent, percentDecoded(/^"(.*)"$/s.exec(sent)?.[1] ?? sent)];
}

function encodedMeanings(
  style: DeclaredParameter,
  text: string | undefined,
  read: (text: string) => string,
): Meanings | undefined {
  if (text === undefined) return undefined;
  // Many clients also encode the commas between elements.
  const isEncoded = text.includes('%');
  const texts = isEncoded ? [text, text.replaceAll(/%2c/gi, ',')] : [text];
  return new TextMeanings(style, texts, read);
}

function queryMeanings(
  parameter: DeclaredParameter,
  query: SentRequest['query'],
  spread: Spread,
): Meanings | undefined {
  const { name, style, explode } = parameter;
  if (style === 'deepObject') return deepMeanings(name, query);
  // Many clients write a list with brackets, with or without indexes.
  const own = query
    .filter(([key]) => key === name || isElement(key, name))
    .map(([, value]) => value);
  const [first] = own;
  if (first !== undefined && !explode && own.length === 1) {
    return encodedMeanings(parameter, first, formDecoded);
  }
  if (first !== undefined) {
    const texts = own.length === 1 ? [formDecoded(first)] : [];
    return { texts, lists: [own.map(formDecoded)], objects: [] };
  }
  const members = explode ? spread(query) : undefined;
  if (!members) return undefined;
  const object = Object.fromEntries(members.map(([key, value]) => [key, formDecoded(value)]));
  return { texts: [], lists: [], objects: [object] };
}

/** A schema can allow single values beside objects. They have no brackets. */
function deepMeanings(name: string, query: SentRequest['query']): Meanings | undefined {
  const object = deepObject(name, query);
  const plain = query.filter(([key]) => key === name).map(([, value]) => formDecoded(value));
  if (!object && plain.length === 0) return undefined;
  const isList = plain.length > 1;
  return {
    texts: isList ? [] : plain,
    lists: [...(isList ? [plain] : []), ...(object ? elementsOf(object) : [])],
    objects: object ? [object] : [],
  };
}

/** `name[]` or `name[0]`. */
export function isElement(key: string, name: string): boolean {
  return key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length));
}

/** `filter[a]=1&filter[b][c]=2`. */
function deepObject(name: string, query: SentRequest['query']): RawObject | undefined {
  const object: RawObject = {};
  let isThere = false;
  for (const [key, value] of query) {
    if (!key.startsWith(`${name}[`)) continue;
    isThere = true;
    const path = [...key.slice(name.length).matchAll(/\[([^\]]*)\]/g)].map(([, part]) => part!);
    let inner = object;
    for (const part of path.slice(0, -1)) {
      const next = Object.hasOwn(inner, part) ? inner[part] : undefined;
      if (isRawObject(next)) inner = next;
      else define(inner, part, (inner = {}));
    }
    const last = path.at(-1) ?? '';
    const before = Object.hasOwn(inner, last) ? inner[last] : undefined;
    const text = formDecoded(value);
    define(inner, last, before === undefined ? text : [before, text].flat());
  }
  return isThere ? object : undefined;
}

/** Also if the name is `__proto__`. */
function define(object: RawObject, name: string, value: Raw): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

/** The meanings of one text. Most parameters are neither lists nor objects. */
class TextMeanings implements Meanings {
  readonly #style: DeclaredParameter;
  readonly #wholes: readonly string[];
  readonly #read: (value: string) => string;

  /** @param wholes What the text can be before it is read. */
  constructor(
    style: DeclaredParameter,
    wholes: readonly string[],
    read: (value: string) => string,
  ) {
    this.#style = style;
    this.#wholes = wholes;
    this.#read = read;
  }

  get texts(): Raw[] {
    return this.#wholes.flatMap((whole) => {
      const single = withoutPrefix(whole, this.#style);
      return single === undefined ? [] : this.#read(single);
    });
  }

  get lists(): Raw[] {
    return this.#wholes.flatMap((whole) =>
      listsIn(whole, this.#style).map((list) => list.map(this.#read)),
    );
  }

  get objects(): Raw[] {
    const read = this.#read;
    return this.#wholes
      .flatMap((whole) => objectsIn(whole, this.#style))
      .map((object) =>
        Object.fromEntries(Object.entries(object).map(([key, value]) => [read(key), read(value)])),
      );
  }
}

function asSent(text: string): string {
  return text;
}

function formDecoded(text: string): string {
  return percentDecoded(text.replaceAll('+', ' '));
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
