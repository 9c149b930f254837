import type { ErrorCode } from '@batch-status/node';

/** Whom an error concerns. */
export type FailureScope =
  /** This batch: only a person can decide to try again. */
  | 'batch'
  /** The key, and so all batches. */
  | 'key'
  /** The service, which may recover. */
  | 'service';

/** @param isAccepted Whether the service has ever accepted the key. */
export function scopeOf({ code }: { code: ErrorCode }, isAccepted: boolean): FailureScope {
  if (code === 'unauthorized') return 'key';
  // The same answer as for a wrong workspace.
  if (code === 'forbidden') return isAccepted ? 'batch' : 'key';
  return code === 'not_found' || code === 'invalid_argument' ? 'batch' : 'service';
}
