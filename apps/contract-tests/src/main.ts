import { runProgram } from '@batch-status/command';

import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs the command with these arguments and returns its exit code. */
export const main = (args: readonly string[], surroundings: Surroundings): Promise<number> =>
  runProgram(args, {
    stderr: surroundings.terminal,
    exitCodes: { usage: exitCodes.unusable, unexpected: exitCodes.unusable },
    exitCodeOf: (error) => (expected.has((error as Error).name) ? exitCodes.unusable : undefined),
    describe: (exit) => createProgram(surroundings, exit),
  });

/** Errors whose messages are sentences for users. By name, so that their modules are not loaded here. */
const expected = new Set(['InputError', 'FileError', 'ContractError', 'RecordingError']);
