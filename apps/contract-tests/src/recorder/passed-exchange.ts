import type { CapturedBody } from './captured-body.ts';
import type { NameValue } from '@batch-status/har';

/** One request and its response, as they were forwarded. */
export interface PassedExchange {
  /** When the request arrived, in milliseconds since the epoch. */
  startedAt: number;
  /** When the last byte of the response arrived, or the exchange failed. */
  endedAt: number;
  method: string;
  /** The URL at the recorded server. */
  url: string;
  requestHeaders: NameValue[];
  requestBody: CapturedBody;
  /** `undefined` if the server did not respond. */
  response: PassedResponse | undefined;
  /** Why the exchange was cut off. */
  interruption?: string;
}

export interface PassedResponse {
  status: number;
  headers: NameValue[];
  body: CapturedBody;
}
