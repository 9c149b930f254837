#!/usr/bin/env node
import module from 'node:module';

import { exitCodes } from './exit-codes.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 15)) {
  // What an older Node lacks would show as a stack trace.
  const needed = `Node ${process.versions.node} is too old; use Node 22.15 or later.`;
  process.stderr.write(`contract-tests: ${needed}\n`);
  process.exit(exitCodes.unusable);
}

// Without it, compiling the program takes longer than judging a thousand exchanges.
module.enableCompileCache();
const { main } = await import('./main.ts');

// Whoever reads the output may have enough of it before it ends, as `head` does. What was not
// judged to its end has not passed.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.broken);
  process.stderr.write(`contract-tests: The output cannot be written (${error.code}).\n`);
  process.exit(exitCodes.unusable);
});

process.exitCode = await main(process.argv.slice(2), {
  print: (text) => void process.stdout.write(`${text}\n`),
  terminal: process.stderr,
});
