/**
 * Waits for `step`. If one of the signals aborts by then, aborts the controller with its reason.
 *
 * It listens only while it waits: a consumer may abandon a watch without ending it, and its listener
 * would stay for as long as the signal lives.
 */
export async function whileListening<T>(
  signals: readonly (AbortSignal | undefined)[],
  controller: AbortController,
  step: () => Promise<T>,
): Promise<T> {
  const abort = (): void => {
    const aborted = signals.find((signal) => signal?.aborted);
    if (aborted) controller.abort(aborted.reason);
  };
  abort();
  controller.signal.throwIfAborted();
  for (const signal of signals) signal?.addEventListener('abort', abort);
  try {
    return await step();
  } finally {
    for (const signal of signals) signal?.removeEventListener('abort', abort);
  }
}
