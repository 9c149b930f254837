import type { ApiErrorBody, BatchStatus, operations, paths, statusPath } from '@batch-status/spec';
import type { Client, FetchOptions, ParseAsResponse } from 'openapi-fetch';

/**
 * The operation as openapi-fetch gives it, under every rule of a call: a refusal is returned as
 * `error`, everything else that is no batch is thrown, and middleware may take part. The client's
 * own `fetch` and path are used, whatever a call names.
 */
export interface RawClient extends Pick<Client<paths>, 'use' | 'eject'> {
  GET: <Init extends FetchOptions<operations['getBatchStatus']>>(
    path: typeof statusPath,
    init: Init,
  ) => Promise<RawResponse<Init>>;
}

/**
 * openapi-fetch's own type would take the open string of `status` for an object and map its
 * methods.
 */
export type RawResponse<Init> =
  | { data: ParseAsResponse<BatchStatus, Init>; error?: never; response: Response }
  | {
      data?: never;
      /** The body as text where it is no JSON, and so `''` where there is none. */
      error: ApiErrorBody | string;
      response: Response;
    };
