import { wrongOption } from './options.ts';

/** Header values by lowercase name. */
export type RequestHeaders = Readonly<Record<string, string>>;

/**
 * Headers that only the platform may send, because they concern the connection or a body; no name,
 * which workerd sends; and control characters, which `Headers` accepts, but platforms and servers do not.
 */
const forbidden =
  /^(?:|connection|content-length|expect|keep-alive|transfer-encoding|upgrade):|[^\t -~\x80-\xff]/;

/**
 * Validates headers, and returns them by their names in lower case.
 *
 * @returns `false` if there are none, so that they can be spread into other headers.
 * @throws {ConfigurationError} if HTTP does not allow a name or value, or if only the platform may send it.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#section-5 | RFC 9110, section 5}
 * @example
 * ```ts
 * import { headersOf } from '@batch-status/client-core';
 *
 * console.log({ accept: 'application/json', ...headersOf({ 'X-Trace': '7' }) });
 * ```
 */
export function headersOf(headers: RequestHeaders | undefined): RequestHeaders | false {
  // Skipped if there are none: the first `Headers` makes Node load all of its `fetch`.
  if (headers === undefined) return false;
  try {
    const entries = [...new Headers(headers)];
    // The platform would send the text `undefined`.
    const areTexts = Object.values(headers).every((value) => typeof value === 'string');
    if (areTexts && entries.every(([name, value]) => !forbidden.test(`${name}:${value}`))) {
      return Object.fromEntries(entries);
    }
  } catch {
    // No cause: the platform's error quotes the value, which may be a secret.
  }
  const wanted = 'names and values that HTTP allows you to set';
  throw wrongOption('headers', headers, wanted, true);
}
