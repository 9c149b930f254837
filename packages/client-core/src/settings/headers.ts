import { wrongOption } from './options.ts';

/** Names in lower case. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** @throws {ConfigurationError} for what HTTP does not allow. */
export function headersOf(headers: RequestHeaders | undefined): RequestHeaders | false {
  try {
    // Node loads all of its `fetch` for the first `Headers`.
    return headers !== undefined && Object.fromEntries(new Headers(headers));
  } catch {
    // The platform's error quotes the value, which may be a secret: it is no cause.
    throw wrongOption('headers', headers, 'names and values that HTTP allows', true);
  }
}
