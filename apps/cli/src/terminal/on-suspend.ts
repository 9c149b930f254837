/**
 * Calls `pause` before Ctrl-Z stops the process, because the shell needs its cursor back, and
 * `resume` when the process continues.
 *
 * @param stop Stops the process.
 * @returns Removes the listeners.
 */
export function onSuspend(
  pause: () => void,
  resume: () => void,
  stop: () => void = () => void process.kill(process.pid, 'SIGSTOP'),
): () => void {
  const suspend = (): void => {
    pause();
    stop();
  };
  process.on('SIGTSTP', suspend).on('SIGCONT', resume);
  return () => void process.off('SIGTSTP', suspend).off('SIGCONT', resume);
}
