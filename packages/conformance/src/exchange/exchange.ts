/** One recorded request and its response. */
export interface Exchange {
  request: {
    /** In capitals. */
    method: string;
    url: string;
    headers: Headers;
    /** The decoded text; `undefined` if the recording has none. */
    body?: string | undefined;
    /** Why the body cannot be checked. */
    bodyFault?: Response['bodyFault'];
    /** The bytes of a body that is not text. Then `body` is `undefined`. */
    bytes?: Uint8Array;
    /** The number of bytes that were sent as the body, if it is known. */
    bodySize?: number;
    /** Whether the recorder left out the headers, so that those that are missing cannot be checked. */
    headersLeftOut?: boolean;
  };
  response: Response;
  /** When the request was sent, in milliseconds since the epoch. */
  startedAt?: number;
  /** When the whole response had arrived, in milliseconds since the epoch. */
  endedAt?: number;
  /** The findings that it is marked with, because it was recorded as a violation. */
  expected?: readonly ExpectedFinding[];
  source: Source;
}

/** What a recording of a violation says about one of its findings. */
export interface ExpectedFinding {
  rule: string;
  /** Default: any. */
  severity?: string;
  /** The place in the body, as a JSON Pointer. Default: any, or none. */
  at?: string;
}

/** A recorded response. Its body is decoded, and not parsed. */
export interface Response {
  /** `0` if the recording has no response. */
  status: number;
  headers: Headers;
  /** The decoded text; `undefined` if the recording has none that can be read. */
  body: string | undefined;
  /**
   * Why the body cannot be checked: it was cut off, it cannot be decoded, or the recorder left it out
   * although the response had one.
   */
  bodyFault?: 'truncated' | 'undecodable' | 'left-out';
  /** The decoded bytes of a body that is not text, such as an image. Then `body` is `undefined`. */
  bytes?: Uint8Array;
  /** Whether the recorder left out the headers, so that those that are missing cannot be checked. */
  headersLeftOut?: boolean;
}

/** By name in lower case. If a name occurs more than once, its values are joined by `, `. */
export type Headers = Readonly<Record<string, string>>;

/** Where an exchange was recorded. */
export interface Source {
  file: string;
  /** Its index in the file, from 0. */
  entry: number;
}
