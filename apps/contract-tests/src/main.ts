import { ContractError, RecordingError } from '@batch-status/conformance';
import { CommanderError } from 'commander';

import { exitCodes } from './exit-codes.ts';
import { InputError } from './input-error.ts';
import { createProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Runs the command with these arguments.
 *
 * @returns its exit code. Whatever fails is said in one sentence.
 */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode: number = exitCodes.kept;
  const program = createProgram(surroundings, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // commander has printed its own sentence.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.unusable;
    surroundings.terminal.write(`contract-tests: ${reasonOf(error)}\n`);
    return exitCodes.unusable;
  }
}

function reasonOf(error: unknown): string {
  const expected = [InputError, ContractError, RecordingError].some(
    (kind) => error instanceof kind,
  );
  // The text of any other error may quote what was read.
  return expected
    ? (error as Error).message
    : `Something failed that should not (${(error as Error).name}). Please report it.`;
}
