#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

import { exitCodes } from './exit-codes.ts';

// Without it, compiling the program takes longer than judging a thousand exchanges.
enableCompileCache();
const { main } = await import('./main.ts');

// Whoever reads the output may have enough of it before it ends, as `head` does. What was not
// judged to its end has not passed.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.broken);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  print: (text) => void process.stdout.write(`${text}\n`),
  terminal: process.stderr,
});
