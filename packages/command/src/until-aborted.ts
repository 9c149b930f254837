import { once } from 'node:events';

/**
 * Resolves when the signal aborts. `aborted` of `node:util` does not always do so: its listener is
 * lost if the resource is reachable only from the code that waits. The process then ignores the
 * signal that asks it to stop.
 */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
