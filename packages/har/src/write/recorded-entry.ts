import type { ExpectedFinding } from '@batch-status/conformance/analysis';
import type { Content, Entry, Header, Request, Response } from 'har-format';

/**
 * The members of a HAR entry that are recorded, and those that viewers insist on.
 *
 * `startedDateTime` must be written first: the first member distinguishes NDJSON of entries from a HAR.
 */
export interface RecordedEntry extends Pick<
  Entry,
  'startedDateTime' | 'time' | 'cache' | 'timings'
> {
  request: RecordedRequest;
  response: RecordedResponse;
  /** What the recording lacks, and why. */
  comment?: string;
  /** The findings that it must have, because it is a violation. */
  _findings?: readonly ExpectedFinding[];
}

interface RecordedRequest extends Omit<Request, 'postData' | 'comment'> {
  /** `text` is in base64 if the body is not text. */
  postData?: { mimeType: string; text: string; encoding?: 'base64' };
}

/** Status 0 means that no response came. `bodySize` is -1 if the body was cut off. */
interface RecordedResponse extends Omit<Response, 'content' | 'comment'> {
  content: RecordedContent;
}

/** `size` is in bytes after decoding, or -1 if it is unknown. */
export interface RecordedContent extends Pick<Content, 'size' | 'mimeType'> {
  /** Absent where there can be no body. */
  text?: string;
  encoding?: 'base64';
  /** The body was cut off, or is larger than the limit of the recorder. */
  _truncated?: true;
}

export type NameValue = Pick<Header, 'name' | 'value'>;
