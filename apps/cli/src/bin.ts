#!/usr/bin/env node
import { pipeReader, runProcess } from '@batch-status/command';
import { exitCodes } from './session/exit-codes.ts';

await runProcess({
  name: 'batch-status',
  node: '22.19',
  exitCodes: {
    ...exitCodes,
    outputClosed: exitCodes.complete,
    outputFailed: exitCodes.noAnswer,
    unexpected: exitCodes.noAnswer,
  },
  async load() {
    const { runCommand } = await import('./run-command.ts');
    return (args, { interruption, ...host }) =>
      runCommand(args, {
        ...host,
        stdin: () => process.stdin,
        hasReader: () => pipeReader(1),
        signal: interruption(),
      });
  },
});
