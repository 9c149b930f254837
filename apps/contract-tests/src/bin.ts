#!/usr/bin/env node
import { runProcess } from '@batch-status/command';

import { exitCodes } from './exit-codes.ts';

await runProcess({
  name: 'contract-tests',
  node: '22.15',
  exitCodes: {
    usage: exitCodes.unusable,
    // A check that did not finish has not passed.
    outputClosed: exitCodes.broken,
    outputFailed: exitCodes.unusable,
    interrupted: exitCodes.interrupted,
    terminated: exitCodes.terminated,
    unexpected: exitCodes.unusable,
  },
  async load() {
    const { main } = await import('./main.ts');
    return (args, { stdout, stderr, interruption }) =>
      main(args, {
        print: (text) => void stdout.write(`${text}\n`),
        terminal: stderr,
        interruption,
      });
  },
});
