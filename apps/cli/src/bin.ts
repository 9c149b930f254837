#!/usr/bin/env node
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  // What an older Node lacks would show as a stack trace.
  const needed = `Node ${process.versions.node} is too old; use Node 22.19 or later.`;
  process.stderr.write(`batch-status: ${needed}\n`);
  process.exitCode = 2;
} else {
  // Without it, compiling the program would take longer than what it is asked for.
  module.enableCompileCache();
  const { main } = await import('./main.ts');
  await main();
}
