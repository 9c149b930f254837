#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runProcess } from '@batch-status/command';
import { exitCodes } from './command/exit-codes.ts';

/** Where a build puts the page. This works from the source of the command too. */
const pageFolder = fileURLToPath(new URL('../dist/page/', import.meta.url));

await runProcess({
  name: 'batch-status-dashboard',
  node: '22.19',
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
      runCommand(args, { env, stdout, stderr, stop: interruption(), pageFolder });
  },
});
