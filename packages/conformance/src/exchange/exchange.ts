/** One recorded request and its response, whatever it was recorded in. */
export interface Exchange {
  request: {
    /** In capitals. */
    method: string;
    url: string;
    headers: Headers;
  };
  response: Response;
  /** When the request was sent, in milliseconds since the epoch. */
  startedAt?: number;
  /** When the response had come whole, in milliseconds since the epoch. */
  endedAt?: number;
  source: Source;
}

export interface Response {
  /** `0` if the recording holds no answer. */
  status: number;
  headers: Headers;
  /** As decoded text; `undefined` if the recording holds none that can be read. */
  body: string | undefined;
  /**
   * Why the body is not to be trusted: it was cut off, nobody could decode it, or the recorder left
   * it out though one came.
   */
  bodyFault?: 'truncated' | 'undecodable' | 'left-out';
}

/** Names in lower case; the values of a name that occurs twice are joined by `, `. */
export type Headers = Readonly<Record<string, string>>;

/** Where an exchange was recorded. */
export interface Source {
  file: string;
  /** Its index in the file, from 0. */
  entry: number;
}
