import { isRetryableStatus } from './retry.ts';
import type { BatchStatusError } from '../errors/errors.ts';
import { isCrossOrigin } from '../settings/base-url.ts';

/**
 * Whether a conditional request may have failed because of its condition, which the client added: its
 * `if-none-match` needs a CORS preflight, and some servers refuse it.
 */
export const isConditionRefused = ({ code, status = 0 }: BatchStatusError, url: string): boolean =>
  code === 'network' || code === 'deadline'
    ? isCrossOrigin(url)
    : code === 'api_error' && status < 500 && !isRetryableStatus(status);
