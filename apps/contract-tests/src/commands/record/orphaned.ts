import { after } from '@batch-status/time';

const pause = 250;

/**
 * Aborted when the parent of this process has ended. `npx` passes a signal only to the shell between it and
 * this process, which would go on alone and keep its port.
 *
 * @param end Stops looking.
 */
export function orphaned(end: AbortSignal): AbortSignal {
  const controller = new AbortController();
  // Without npm between, a recorder may outlive the shell that started it.
  if (process.env['npm_command'] === undefined) return controller.signal;
  const parent = process.ppid;
  const look = (): void => {
    if (process.ppid === parent) cancel = after(pause, look);
    else controller.abort('SIGTERM');
  };
  let cancel = after(pause, look);
  end.addEventListener('abort', () => cancel());
  return controller.signal;
}
