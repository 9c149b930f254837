#!/usr/bin/env node
import { runProcess } from '@batch-status/command';
import { exitCodes } from './command/exit-codes.ts';

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
    return (args, { env, stdout, stderr, interruption }) =>
      runCommand(args, { env, stdout, stderr, stop: interruption() });
  },
});
