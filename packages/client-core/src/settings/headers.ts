import { ConfigurationError } from '../errors/errors.ts';

/** Names in lower case. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** @throws {ConfigurationError} for what HTTP cannot carry. */
export function headersOf(headers: RequestHeaders | undefined): RequestHeaders | false {
  try {
    // Node loads all of its `fetch` for the first `Headers`.
    return headers !== undefined && Object.fromEntries(new Headers(headers));
  } catch {
    // The platform's error quotes the value, which may be a secret: it is no cause.
    throw new ConfigurationError('headers should be names and texts that HTTP can carry.');
  }
}
