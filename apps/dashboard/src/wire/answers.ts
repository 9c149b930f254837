/** The body of every refusal of the server: 4xx and 5xx. */
export interface RefusalAnswer {
  error: {
    /** Stable, so that a page can branch on it: see {@link RefusalCode}. */
    code: RefusalCode;
    /** One sentence, for people to read. */
    message: string;
  };
}

export type RefusalCode =
  /** 400, or 408 if its rest does not come: the request is not what the server expects. */
  | 'invalid'
  /** 401: the viewer has not signed in, or the link has expired or was revoked. */
  | 'signed_out'
  /** 403: the viewer may not do this, or the request comes from another site. */
  | 'forbidden'
  /** 404: there is no such batch, link, or path. */
  | 'not_found'
  /** 405: the path exists, but not with this method. */
  | 'wrong_method'
  /** 409: it does not fit what is there now. */
  | 'conflict'
  /** 413 or 431: the body, or the address and the headers, are too large. */
  | 'too_large'
  /** 421: the request is meant for another server. */
  | 'wrong_host'
  /** 429: too many wrong secrets, or too many changes; `Retry-After` says how long to wait. */
  | 'too_many'
  /** 507: the data file cannot be written. */
  | 'not_written'
  /** 500: the server itself failed. */
  | 'failed';

/** The answer to POST `batches`: 200 if all are followed now, or else 409. Each batch has one entry. */
export interface BatchesAnswer {
  batches: AddedBatch[];
  /**
   * How old the data of all must be allowed to get, in milliseconds, so that those with the code
   * `over_capacity` fit. Present if there are any.
   */
  maxStaleness?: number;
}

export interface AddedBatch {
  batchId: string;
  /** Why it was rejected. Absent if it is followed now. */
  error?: { code: 'invalid_id' | 'over_capacity'; message: string };
}

/** The body of PUT `capacity`. */
export interface CapacityChange {
  /** How old data may get, in milliseconds. */
  maxStaleness: number;
}

/** The body of POST `shares`. */
export interface ShareRequest {
  batchId: string;
  /** In milliseconds: at least a minute, and at most a year. */
  expiresIn: number;
}

/** A share link. Times are in milliseconds since the epoch, by the clock of the server. */
export interface Share {
  id: string;
  batchId: string;
  createdAt: number;
  expiresAt: number;
}

/** The answer to POST `shares`. Only this answer has the link: the server does not store it. */
export interface NewShare extends Share {
  /** Where the link leads, relative to the base. */
  path: string;
}
