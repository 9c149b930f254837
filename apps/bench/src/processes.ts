import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ServerProcess extends Disposable {
  url: string;
  /** The CPU time that it has used, in microseconds. */
  cpu: () => Promise<number>;
}

/** A server in a process of its own; it prints its URL in its first line, and calls `reportCpu`. */
export async function startServer(file: string, ...args: string[]): Promise<ServerProcess> {
  const entry = fileURLToPath(new URL(file, import.meta.url));
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
