#!/usr/bin/env node
import { runCommand } from './command/command.ts';

const stopped = new AbortController();
// Only once, so that a second Ctrl-C ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stopped.abort());
}

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  stop: stopped.signal,
});
