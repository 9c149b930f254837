/**
 * Calls `pause` before Ctrl-Z stops the process, because the shell needs its cursor back, and
 * `resume` when the process continues.
 *
 * @returns Removes the listeners.
 */
export function onSuspend(pause: () => void, resume: () => void): () => void {
  const suspend = (): void => {
    pause();
    process.kill(process.pid, 'SIGSTOP');
  };
  process.on('SIGTSTP', suspend).on('SIGCONT', resume);
  return () => void process.off('SIGTSTP', suspend).off('SIGCONT', resume);
}
