import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ServerProcess extends Disposable {
  url: string;
  /** The CPU time that it has used, in microseconds. */
  cpu: () => Promise<number>;
}

/** Starts a file of this folder in a process of its own. The file prints its URL and calls `reportCpu`. */
export async function startServer(file: string, ...args: string[]): Promise<ServerProcess> {
  const entry = join(import.meta.dirname, file);
  const child = spawn(process.execPath, ['--conditions=@batch-status/source', entry, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return {
    url: /http:\S+\d/.exec(line)![0],
    async cpu() {
      child.send('cpu');
      const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
      return user + system;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
