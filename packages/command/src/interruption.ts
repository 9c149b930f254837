/** Aborted on the first SIGINT or SIGTERM. The second one ends the process. */
export function interruption(
  target: Pick<NodeJS.Process, 'on' | 'exit'>,
  exitCode: number,
): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Not `once`: libraries that restore the cursor end the process if they find no other listener.
    target.on(name, () => {
      if (controller.signal.aborted) target.exit(exitCode);
      controller.abort(name);
    });
  }
  return controller.signal;
}
