#!/usr/bin/env node
import { runProcess } from '@batch-status/command';
import { backgroundClock } from '@batch-status/time';
import { exitCodes } from './command/exit-codes.ts';

/** How long a command may still write its output after its end, in milliseconds. */
const exitTime = 1000;

await runProcess({
  name: 'reference-server',
  node: '22.13',
  exitCodes: {
    usage: exitCodes.usage,
    outputClosed: exitCodes.stopped,
    outputFailed: exitCodes.failed,
    interrupted: exitCodes.interrupted,
    terminated: exitCodes.terminated,
    unexpected: exitCodes.failed,
  },
  async load() {
    const { runCommand } = await import('./command/command.ts');
    return async (args, { env, stdout, stderr, interruption }) => {
      const exitCode = await runCommand(args, { env, stdout, stderr, stop: interruption() });
      // The connections and timers of a worker whose Redis is lost would keep the process alive.
      void backgroundClock.sleep(exitTime).then(() => process.exit(exitCode));
      return exitCode;
    };
  },
});
