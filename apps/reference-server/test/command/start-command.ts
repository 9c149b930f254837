import { onTestFinished } from 'vitest';
import { runCommand } from '../../src/command/command.ts';

/** A command that runs in this process. */
export interface RunningCommand {
  exitCode: Promise<number>;
  /** The lines printed, once there are that many. */
  printed: (count: number) => Promise<string[]>;
  err: () => string;
  stop: () => void;
}

/** Starts the command. It is stopped when the test has finished. */
export function start(args: string[], env: Record<string, string> = {}): RunningCommand {
  const controller = new AbortController();
  let text = '';
  let err = '';
  let waiting: (() => void) | undefined;
  const exitCode = runCommand(args, {
    env,
    stdout: {
      write(chunk) {
        text += chunk;
        waiting?.();
      },
    },
    stderr: {
      write(chunk) {
        err += chunk;
      },
    },
    stop: controller.signal,
  });
  onTestFinished(async () => {
    controller.abort();
    await exitCode;
  });
  return {
    exitCode,
    printed: (count) =>
      new Promise((resolve) => {
        waiting = () => {
          const lines = text.split('\n').slice(0, -1);
          if (lines.length >= count) resolve(lines);
        };
        waiting();
      }),
    err: () => err,
    stop: () => controller.abort(),
  };
}
