import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Received, ViewersTask } from './viewers-apart.ts';

/** Event streams that a process of its own holds open. */
export interface Viewers extends AsyncDisposable {
  /** Waits until every stream has received so many events. */
  until: (events: number) => Promise<Received>;
}

export async function openViewers(task: ViewersTask): Promise<Viewers> {
  const file = fileURLToPath(new URL('viewers-apart.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(task)], {
    execArgv: ['--conditions=@batch-status/source'],
  });
  const ended = once(child, 'exit');
  const failed = ended.then((): never => {
    throw new Error('The process of the viewers ended.');
  });
  failed.catch(() => undefined);
  let last: Received = { events: 0, bytes: 0 };
  child.on('message', (received: Received) => (last = received));
  const until = async (events: number): Promise<Received> => {
    while (last.events < events) await Promise.race([once(child, 'message'), failed]);
    return last;
  };
  await until(1);
  return {
    until,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
