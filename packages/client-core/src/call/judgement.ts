import type { BatchStatusError } from '../errors/errors.ts';

/** The result of a request or of judging its reply: a value, or the error instead. */
export type Judgement<T> =
  | { value: T; error?: undefined }
  | { value?: undefined; error: BatchStatusError };
