import { RequestError } from '../http/request-error.ts';
import { batchIdRule } from '../store/batch-id.ts';
import { StoreUnavailableError } from '../store/errors.ts';

const refusals: Record<401 | 403, () => RequestError> = {
  401: () => new RequestError(401, { error: 'Invalid credentials' }),
  403: () => new RequestError(403, { error: 'This key may not read the workspace' }),
};

/** No workspace was found for the request. */
export const unauthorized: () => RequestError = refusals[401];

/** The workspace has no such batch, even if another workspace has one. */
export function batchNotFound(): RequestError {
  return new RequestError(404, {
    error: 'Batch not found',
    message: 'No batch with this id exists in the workspace.',
  });
}

export function badBatchId(): RequestError {
  return new RequestError(400, {
    error: 'Invalid batch id',
    message: `A batch id ${batchIdRule}.`,
  });
}

/**
 * The response to a thrown value. Only a `RequestError` decides its own body: other errors may
 * contain what is not for clients. An error with `status` or `statusCode` 401 or 403, as other
 * libraries throw it, keeps its status.
 */
export function refusalFor(thrown: unknown): RequestError {
  if (thrown instanceof RequestError) return thrown;
  if (thrown instanceof StoreUnavailableError) {
    const body = { error: 'The batches cannot be read at the moment' };
    return new RequestError(503, body, { 'Retry-After': '1' });
  }
  const status = statusOf(thrown);
  if (status === 401 || status === 403) return refusals[status]();
  return new RequestError(500, { error: 'Failed to retrieve batch progress' });
}

/** Whether a thrown value is an answer to the request, and no fault of the server. */
export function isRefusal(thrown: unknown): boolean {
  const status = statusOf(thrown);
  return thrown instanceof RequestError || status === 401 || status === 403;
}

function statusOf(thrown: unknown): unknown {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  try {
    const { status, statusCode } = thrown as { status?: unknown; statusCode?: unknown };
    return status ?? statusCode;
  } catch {
    // Members of a thrown object can throw too.
    return undefined;
  }
}
