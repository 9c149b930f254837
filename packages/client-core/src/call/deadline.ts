import type { Clock } from '@batch-status/time';

/** Ends one call when its deadline passes, when its caller aborts, or when it is done. */
export interface Deadline {
  /** Aborts when the deadline passes or the caller aborts. */
  readonly signal: AbortSignal;
  /** Cancels the timer, and removes the listener from the caller's signal, which may live on. */
  end(): void;
}

export function startDeadline(
  clock: Pick<Clock, 'sleep'>,
  ms: number,
  caller: AbortSignal | undefined,
  expired: () => Error,
): Deadline {
  const call = new AbortController();
  const timer = new AbortController();
  const abort = (): void => call.abort(caller?.reason);
  if (caller?.aborted) abort();
  caller?.addEventListener('abort', abort);
  if (ms !== Infinity) {
    clock.sleep(ms, timer.signal).then(
      () => call.abort(expired()),
      () => undefined,
    );
  }
  return {
    signal: call.signal,
    end: () => {
      caller?.removeEventListener('abort', abort);
      // With a reason, the platform does not create an exception and its stack.
      timer.abort('over');
    },
  };
}

/**
 * Settles with the promise, or rejects with the signal's reason as soon as the signal aborts, so
 * that a transport that ignores its signal cannot delay the call.
 */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const leave = (): void => signal.removeEventListener('abort', abort);
    promise.finally(leave).then(resolve, reject);
  });
}
