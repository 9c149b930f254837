import { wrongOption } from './options.ts';

/** Header values by lowercase name. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** @throws {ConfigurationError} if HTTP does not allow a name or value. */
export function headersOf(headers: RequestHeaders | undefined): RequestHeaders | false {
  try {
    // Skipped if there are none: the first `Headers` makes Node load all of its `fetch`.
    return headers !== undefined && Object.fromEntries(new Headers(headers));
  } catch {
    // No cause: the platform's error quotes the value, which may be a secret.
    throw wrongOption('headers', headers, 'names and values that HTTP allows', true);
  }
}
