import type { Clock } from '@batch-status/time';
import type { Cancellation } from './transport.ts';

/** Ends one call when its deadline passes or when its caller aborts. */
export class Deadline implements Cancellation {
  #controller: AbortController | undefined;
  /** Called with the reason if the call ends early. It costs less than a listener of the signal. */
  onAbort: ((reason: unknown) => void) | undefined;
  onCancel: (() => void) | undefined;
  /** Cancels the timer, and removes the listener from the caller's signal, which may live on. */
  readonly end: () => void;

  /** @param expired Makes the reason if the deadline passes. */
  constructor(
    clock: Pick<Clock, 'sleep' | 'after'>,
    ms: number,
    caller: AbortSignal | undefined,
    expired: () => Error,
  ) {
    const abort = (): void => this.#abort(caller?.reason);
    if (caller?.aborted) abort();
    caller?.addEventListener('abort', abort);
    const stop = ms < Infinity ? startTimer(clock, ms, () => this.#abort(expired())) : undefined;
    this.end = () => {
      caller?.removeEventListener('abort', abort);
      stop?.();
    };
  }

  get signal(): AbortSignal {
    return (this.#controller ??= new AbortController()).signal;
  }

  /** @throws the reason, if the call has ended early. */
  throwIfAborted(): void {
    this.#controller?.signal.throwIfAborted();
  }

  #abort(cause: unknown): void {
    const { signal } = this;
    if (signal.aborted) return;
    this.#controller!.abort(cause);
    this.onAbort?.(signal.reason);
    this.onCancel?.();
  }
}

function startTimer(
  clock: Pick<Clock, 'sleep' | 'after'>,
  ms: number,
  fire: () => void,
): () => void {
  if (clock.after) return clock.after(ms, fire);
  const timer = new AbortController();
  clock.sleep(ms, timer.signal).then(fire, () => undefined);
  // With a reason, the platform does not create an exception and its stack.
  return () => timer.abort('over');
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
