/** What asks a process to stop. */
export type Interruption = 'SIGINT' | 'SIGTERM';

/** Aborted on the first SIGINT or SIGTERM, with its name as the reason. The second one calls `end`. */
export function interruption(
  target: Pick<NodeJS.Process, 'on'>,
  end: (name: Interruption) => void,
): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Not `once`: libraries that restore the cursor end the process if they find no other listener.
    target.on(name, () => {
      if (controller.signal.aborted) end(name);
      controller.abort(name);
    });
  }
  return controller.signal;
}
