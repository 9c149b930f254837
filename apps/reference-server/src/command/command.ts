import { runProgram, withOutputs } from '@batch-status/command';
import { RedisError } from '@batch-status/redis-connection';
import { StoreUnavailableError } from '@batch-status/server';
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { DataFileError } from '../index.ts';
import { BatchError } from '../queue/create-batch.ts';
import { testKeys } from '../status/test-keys.ts';
import { exitCodes } from './exit-codes.ts';
import { addQueueCommands } from './queue-commands.ts';
import { ListenError, serve } from './serve.ts';
import { withServeOptions, type ServeOptions } from './serve-options.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Runs the command until it is stopped, and returns its exit code.
 *
 * @param args Without the names of the runtime and of the script.
 */
export const runCommand = (args: readonly string[], surroundings: Surroundings): Promise<number> =>
  runProgram(args, {
    stderr: surroundings.stderr,
    exitCodes: { ...exitCodes, unexpected: exitCodes.failed },
    exitCodeOf,
    describe: () => describeCommand(surroundings),
  });

/** The errors whose messages say why in one sentence. */
const failures = [DataFileError, ListenError, RedisError, BatchError, StoreUnavailableError];

function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof RangeError) return exitCodes.usage;
  return failures.some((failure) => error instanceof failure) ? exitCodes.failed : undefined;
}

function describeCommand(surroundings: Surroundings): Command {
  const program = withOutputs(new Command('reference-server'), surroundings);
  // The commands have options of the same names.
  program.enablePositionalOptions();
  withServeOptions(program)
    .description(
      `Serve the status of simulated batches of calls, or of batches in a Redis.\n\nRequests must send the key and the workspace that these environment variables set:\nTRILLET_API_KEY (default: ${testKeys.apiKey}) and TRILLET_WORKSPACE_ID (default: ${testKeys.workspaceId}).`,
    )
    .version(packageJson.version)
    .action((options: ServeOptions) => serve(options, surroundings));
  withServeOptions(program.command('serve'))
    .description('Serve batches. This is the default command.')
    .action((options: ServeOptions) => serve(options, surroundings));
  addQueueCommands(program, surroundings);
  return program;
}
