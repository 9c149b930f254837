import type { CapturedBody } from './captured-body.ts';
import type { NameValue } from '@batch-status/har';

/** One request and what came of it, as it passed. */
export interface PassedExchange {
  /** When the request came, in milliseconds since the epoch. */
  startedAt: number;
  /** When the last byte of the response had come, or none could come any more. */
  endedAt: number;
  method: string;
  /** At the server that was recorded. */
  url: string;
  requestHeaders: NameValue[];
  requestBody: CapturedBody;
  /** `undefined` if the server gave no answer. */
  response: PassedResponse | undefined;
  /** Why it did not come whole. */
  interruption?: string;
}

export interface PassedResponse {
  status: number;
  headers: NameValue[];
  body: CapturedBody;
}
