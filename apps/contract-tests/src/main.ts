import { CommanderError } from 'commander';

import { exitCodes } from './exit-codes.ts';
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

/** What is wrong with what was asked for, or with what was read. By name, for not to load them all. */
const expected = new Set(['InputError', 'FileError', 'ContractError', 'RecordingError']);

function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  // The text of any other error may quote what was read.
  return expected.has(name)
    ? message
    : `Something failed that should not (${name}). Please report it.`;
}
