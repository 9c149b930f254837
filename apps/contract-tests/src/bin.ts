#!/usr/bin/env node
import { ContractError, RecordingError } from '@batch-status/conformance';
import { CommanderError } from 'commander';

import { exitCodes } from './exit-codes.ts';
import { InputError } from './input-error.ts';
import { createProgram } from './program.ts';

// Whoever reads the output may have enough of it before it ends, as `head` does. What was not
// judged to its end has not passed.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.broken);
  throw error;
});

try {
  const surroundings = {
    print: (text: string) => void process.stdout.write(`${text}\n`),
    terminal: process.stderr,
  };
  const program = createProgram(surroundings, (code) => {
    process.exitCode = code;
  });
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  // commander has printed its own sentence.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.unusable;
  const expected = [InputError, ContractError, RecordingError].some(
    (kind) => error instanceof kind,
  );
  // The text of any other error may quote what was read.
  const reason = expected
    ? (error as Error).message
    : `Something failed that should not (${(error as Error).name}). Please report it.`;
  console.error(`contract-tests: ${reason}`);
  return exitCodes.unusable;
}
