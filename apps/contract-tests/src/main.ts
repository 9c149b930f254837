import { runProgram } from '@batch-status/command';

import { exitCodes } from './exit-codes.ts';
import { isForUsers } from './input-error.ts';
import { createProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs the command with these arguments and returns its exit code. */
export const main = (args: readonly string[], surroundings: Surroundings): Promise<number> =>
  runProgram(args, {
    stderr: surroundings.terminal,
    exitCodes: { usage: exitCodes.unusable, unexpected: exitCodes.unusable },
    exitCodeOf: (error) => (isForUsers(error) ? exitCodes.unusable : undefined),
    describe: (exit) => createProgram(surroundings, exit),
  });
