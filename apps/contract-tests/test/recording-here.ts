import { EventEmitter } from 'node:events';
import { join } from 'node:path';

import { main } from '../src/main.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface RecordingHere {
  url: string;
  output: string;
  stdout: () => string;
  stderr: () => string;
  /** Resolves once the output contains this text. */
  printed: (pattern: RegExp) => Promise<void>;
  /** Interrupts it, and returns its exit code. */
  end: () => Promise<number>;
}

/** Starts the command in this process. Its clock advances at each reading. */
export async function recordingHere(
  extension: string,
  at: string,
  ...options: string[]
): Promise<RecordingHere> {
  const output = join(await temporaryFolder(), `recording.${extension}`);
  const events = new EventEmitter<{ output: [] }>();
  const interrupt = new AbortController();
  let [stdout, stderr] = ['', ''];
  let now = Date.UTC(2024, 0, 1);
  const exitCode = main(['record', '--target', at, '--output', output, ...options], {
    print: (text) => {
      stdout += `${text}\n`;
      events.emit('output');
    },
    terminal: {
      isTTY: false,
      write: (text) => {
        stderr += String(text);
        return events.emit('output');
      },
    },
    interruption: () => interrupt.signal,
    now: () => (now += 10),
  });
  const until = (isDone: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isDone()) return;
        events.off('output', look);
        resolve();
      };
      events.on('output', look);
      look();
    });
  const listening = /Recording (\S+)/;
  await Promise.race([until(() => listening.test(stderr)), exitCode]);
  const [, url] = listening.exec(stderr) ?? [];
  if (!url) throw new Error(stderr);
  return {
    url,
    output,
    stdout: () => stdout,
    stderr: () => stderr,
    printed: (pattern) => until(() => pattern.test(stdout)),
    end: () => {
      interrupt.abort();
      return exitCode;
    },
  };
}
