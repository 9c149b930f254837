/**
 * Calls `leave` before Ctrl-Z stops the process, which would else take the cursor from the shell,
 * and `back` once it goes on.
 *
 * @returns Ends it.
 */
export function onSuspend(leave: () => void, back: () => void): () => void {
  const suspend = (): void => {
    leave();
    process.kill(process.pid, 'SIGSTOP');
  };
  process.on('SIGTSTP', suspend).on('SIGCONT', back);
  return () => void process.off('SIGTSTP', suspend).off('SIGCONT', back);
}
