import { ContractError } from '@batch-status/conformance';
import { TooMuchWork } from '@batch-status/conformance/analysis';

/**
 * Whether a part of the contract cannot be used at all, or not for a value: matching its pattern could
 * take too long. What such a part describes is redacted as if the contract did not describe it.
 */
export function isUnusable(error: unknown): boolean {
  return (
    error instanceof ContractError || error instanceof TooMuchWork || error instanceof SyntaxError
  );
}

/** Looks something up in the contract. Returns `otherwise` if that part of it cannot be used. */
export function unlessUnusable<T>(lookUp: () => T, otherwise: T): T {
  try {
    return lookUp();
  } catch (error) {
    if (!isUnusable(error)) throw error;
    return otherwise;
  }
}
