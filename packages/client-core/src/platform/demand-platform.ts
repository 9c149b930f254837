import { ConfigurationError } from '../errors/errors.ts';

/**
 * Checks that the platform has what a client needs, before the client fails in a way that is hard to
 * explain.
 *
 * @throws {ConfigurationError} that names what the platform lacks, as some versions of React Native do.
 * @example
 * ```ts
 * import { demandPlatform } from '@batch-status/client-core';
 *
 * demandPlatform();
 * ```
 */
export function demandPlatform(): void {
  const { TextDecoder, AbortSignal } = globalThis as Partial<typeof globalThis>;
  const missing = [
    TextDecoder ? [] : 'TextDecoder',
    AbortSignal?.prototype.throwIfAborted ? [] : 'AbortSignal.prototype.throwIfAborted',
  ].flat();
  if (missing.length > 0) {
    throw new ConfigurationError(`This platform lacks ${missing.join(' and ')}. Load a polyfill.`);
  }
}
