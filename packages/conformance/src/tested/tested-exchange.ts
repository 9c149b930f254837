/** Headers as test tools have them. A header that occurs more than once can be a list. */
export type TestedHeaders =
  | Iterable<readonly [name: string, value: string]>
  | readonly { readonly name: string; readonly value: string }[]
  | { readonly [name: string]: HeaderValue };

type HeaderValue = string | number | boolean | readonly string[] | null | undefined;

/** A request and its response, as a test has them. */
export interface TestedExchange {
  request: {
    method: string;
    url: string | URL;
    /** Default: none. */
    headers?: TestedHeaders;
  };
  response: {
    status: number;
    /** Default: none. */
    headers?: TestedHeaders;
    /**
     * A text or bytes as they were received, or the value that was parsed from JSON. A text is never
     * taken as a parsed value. Absent or `undefined` if the response has no body.
     */
    body?: unknown;
  };
}
