import type { Clock } from '@batch-status/time';

/** The end of one call: by its deadline, by its caller, or because it is over. */
export interface Deadline {
  /** Aborts when the deadline passes or the caller aborts. */
  readonly signal: AbortSignal;
  /** Milliseconds left. */
  left(): number;
  /** Leaves nothing behind: no timer, and no listener on a signal that outlives the call. */
  end(): void;
}

export function startDeadline(
  clock: Pick<Clock, 'now' | 'sleep'>,
  ms: number,
  caller: AbortSignal | undefined,
  expired: () => Error,
): Deadline {
  const call = new AbortController();
  const timer = new AbortController();
  const dueAt = clock.now() + ms;
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
    left: () => dueAt - clock.now(),
    end: () => {
      caller?.removeEventListener('abort', abort);
      // A reason of its own spares the platform the making of an exception and its stack.
      timer.abort('over');
    },
  };
}

/**
 * Settles with the promise, or rejects with the signal's reason at once: a transport that is deaf
 * to its signal must not hold up the call.
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
