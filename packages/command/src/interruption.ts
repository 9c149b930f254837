/** Aborted on the first SIGINT or SIGTERM. The second one calls `end`. */
export function interruption(target: Pick<NodeJS.Process, 'on'>, end: () => void): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    // Not `once`: libraries that restore the cursor end the process if they find no other listener.
    target.on(name, () => {
      if (controller.signal.aborted) end();
      controller.abort(name);
    });
  }
  return controller.signal;
}
