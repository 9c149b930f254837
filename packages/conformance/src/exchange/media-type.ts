import { MIMEType } from 'node:util';

import { Remembered } from './remembered.ts';

/**
 * The media type in a `content-type`; `undefined` if there is none, or it is malformed. If a response has
 * the header more than once, the values are joined by commas, and the last media type counts. It keeps
 * the charset of an equal type before it.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-header-extract-mime-type | Fetch Standard}
 */
function parse(contentType: string | undefined): MIMEType | undefined {
  if (contentType === undefined) return undefined;
  return parsed.of(contentType, () => parseAll(contentType));
}

/** A server sends the same few. */
const parsed = new Remembered<MIMEType | undefined>();

function parseAll(contentType: string): MIMEType | undefined {
  if (!contentType.includes(',')) return parseOne(contentType);
  let last: MIMEType | undefined;
  for (const value of contentType.match(listed) ?? []) {
    const next = parseOne(value);
    if (!next || next.essence === '*/*') continue;
    const charset = last?.essence === next.essence ? last.params.get('charset') : null;
    if (charset && !next.params.has('charset')) next.params.set('charset', charset);
    last = next;
  }
  return last;
}

/** The values of a list, in which a quoted string can contain commas. */
const listed = /(?:"(?:[^"\\]|\\.)*"?|[^",])+/g;

function parseOne(value: string): MIMEType | undefined {
  try {
    return new MIMEType(value);
  } catch {
    return undefined;
  }
}

/** The `type/subtype` of a `content-type`, in lower case; `undefined` if it has none. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  return parse(contentType)?.essence;
}

/** A parameter of a `content-type`; `undefined` if it has none of this name. */
export function parameterOf(contentType: string | undefined, name: string): string | undefined {
  return parse(contentType)?.params.get(name) ?? undefined;
}

/**
 * Whether a media type means JSON, as `application/json` and `application/problem+json` do.
 *
 * @example
 * ```ts
 * import { isJson } from '@batch-status/conformance/analysis';
 *
 * console.log(isJson('application/problem+json'), isJson('text/html')); // true false
 * ```
 */
export function isJson(contentType: string): boolean {
  const subtype = parse(contentType)?.subtype;
  return subtype === 'json' || subtype?.endsWith('+json') === true;
}

/**
 * Whether content of this type is certainly text, so that other bytes are damaged. XML is not: it states
 * its encoding itself. A charset proves nothing, because servers add one to images too. Content without a
 * type counts as text.
 *
 * @example
 * ```ts
 * import { isText } from '@batch-status/conformance/analysis';
 *
 * console.log(isText('text/html'), isText('image/png')); // true false
 * ```
 */
export function isText(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  const type = parse(contentType);
  if (!type) return false;
  if (type.type === 'text') return true;
  return type.type === 'application' && textSubtype.test(type.subtype);
}

const textSubtype =
  /^(?:(?:.+\+)?(?:json|yaml)|x-yaml|(?:x-)?(?:nd|ld)json|jsonl|jsonlines|json-seq|(?:x-)?javascript|ecmascript|graphql|sql|x-www-form-urlencoded)$/;

/**
 * Finds the declared media type, or range of media types, that fits a content type. The most specific
 * one wins, such as `text/plain` over `text/*`.
 *
 * @example
 * ```ts
 * import { declaredFor } from '@batch-status/conformance/analysis';
 *
 * const declared = [{ type: 'text/*' }, { type: 'text/plain' }];
 * console.log(declaredFor(declared, 'text/plain; charset=utf-8')?.type); // text/plain
 * ```
 */
export function declaredFor<T extends { type: string }>(
  declared: readonly T[],
  contentType: string,
): T | undefined {
  const sent = parse(contentType);
  if (!sent) return undefined;
  for (const range of [sent.essence, `${sent.type}/*`, '*/*']) {
    const versions = declared.flatMap((one) => {
      const type = parse(one.type);
      return type?.essence === range ? [{ one, parameters: [...type.params] }] : [];
    });
    if (versions.length > 0) return versionFor(versions, sent);
  }
  return undefined;
}

interface Version<T> {
  one: T;
  parameters: [name: string, value: string][];
}

/**
 * Of the versions of a media type, the first with the most parameters in common with what was sent. A
 * version with a parameter of another value does not fit.
 */
function versionFor<T>(versions: readonly Version<T>[], { params }: MIMEType): T | undefined {
  const isSame = (name: string, value: string): boolean =>
    params.get(name)?.toLowerCase() === value.toLowerCase();
  return versions
    .filter(({ parameters }) =>
      parameters.every(([name, value]) => !params.has(name) || isSame(name, value)),
    )
    .map(({ one, parameters }) => ({
      one,
      common: parameters.filter(([name]) => params.has(name)).length,
    }))
    .toSorted((a, b) => b.common - a.common)[0]?.one;
}

/** A name for messages. A server can put anything there, also personal data. */
export function printableType(mediaType: string): string {
  return common.has(mediaType) ? mediaType : 'of another media type';
}

const common = new Set([
  'application/javascript',
  'application/json',
  'application/octet-stream',
  'application/pdf',
  'application/problem+json',
  'application/x-ndjson',
  'application/x-www-form-urlencoded',
  'application/xml',
  'multipart/form-data',
  'text/css',
  'text/csv',
  'text/event-stream',
  'text/html',
  'text/javascript',
  'text/plain',
  'text/xml',
]);
