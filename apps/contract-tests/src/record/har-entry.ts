/** As much of an entry of a HAR (HAR 1.2) as is recorded, and what a viewer insists on. */
export interface HarEntry {
  /** First, since the first member tells NDJSON of entries from a HAR. */
  startedDateTime: string;
  /** Milliseconds from the request to the end of the response. */
  time: number;
  request: {
    method: string;
    url: string;
    httpVersion: string;
    cookies: NameValue[];
    headers: NameValue[];
    queryString: NameValue[];
    postData?: { mimeType: string; text: string };
    headersSize: -1;
    bodySize: number;
  };
  response: {
    /** `0` if no answer came. */
    status: number;
    statusText: string;
    httpVersion: string;
    cookies: NameValue[];
    headers: NameValue[];
    content: HarContent;
    redirectURL: string;
    headersSize: -1;
    /** Bytes on the wire; `-1` if the body did not come whole. */
    bodySize: number;
  };
  cache: object;
  timings: { send: number; wait: number; receive: number };
  /** What the recording lacks, and why. */
  comment?: string;
}

export interface HarContent {
  /** In bytes, decoded; `-1` if nobody knows. */
  size: number;
  mimeType: string;
  /** Absent where there can be no body. */
  text?: string;
  encoding?: 'base64';
  /** The body did not come whole, or is larger than is recorded. */
  _truncated?: true;
}

export interface NameValue {
  name: string;
  value: string;
}
