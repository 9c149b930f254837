import type { BatchStatusError } from '../errors/errors.ts';

/**
 * What a failed request may concern: `server`, all batches; `none`, the server works; `batch`, nothing
 * is known about the others.
 */
export function scopeOf(
  { code, status = 0 }: BatchStatusError,
  retryAfter: number,
): 'server' | 'none' | 'batch' {
  if (code === 'not_found') return 'none';
  const mayConcernAll =
    code === 'network' || code === 'rate_limited' || status >= 500 || retryAfter > 0;
  return mayConcernAll ? 'server' : 'batch';
}
