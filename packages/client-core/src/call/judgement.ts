import type { BatchStatusError } from '../errors/errors.ts';

/** What a request or its reply comes to: what was asked for, or why there is none. */
export type Judgement<T> =
  | { value: T; error?: undefined }
  | { value?: undefined; error: BatchStatusError };
