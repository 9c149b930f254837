import { runProgram, untilAborted, withOutputs, type Outputs } from '@batch-status/command';
import { securityHeaders, statusPath } from '@batch-status/spec';
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import {
  createReferenceServer,
  DataFileError,
  type DemoOptions,
  type RateLimit,
} from '../index.ts';
import { exitCodes } from './exit-codes.ts';
import { decimalNumber, rate, someText, wholeNumber } from './option-parsers.ts';

/** What the command needs from the process that it runs in. */
export interface Surroundings extends Outputs {
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the server is to stop. */
  stop: AbortSignal;
}

interface Options extends DemoOptions {
  port: number;
  host: string;
  batch: string[];
  data: string;
  rateLimit?: RateLimit;
}

/** The server cannot listen; the message says why. */
class ListenError extends Error {}

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
    describe: () =>
      describeCommand(surroundings).action((options: Options) => serve(options, surroundings)),
  });

function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof RangeError) return exitCodes.usage;
  return error instanceof DataFileError || error instanceof ListenError
    ? exitCodes.failed
    : undefined;
}

function describeCommand(outputs: Outputs): Command {
  return withOutputs(new Command('reference-server'), outputs)
    .description(
      `Serve the status of simulated batches of calls.\n\nRequests must send the key and the workspace of these environment variables:\nTRILLET_API_KEY (default: test-key) and TRILLET_WORKSPACE_ID (default: test-workspace).`,
    )
    .version(packageJson.version)
    .option(
      '--port <port>',
      'port to listen on; 0 takes any free port',
      wholeNumber(0, 65_535),
      8787,
    )
    .option('--host <host>', 'address to listen on', someText, '127.0.0.1')
    .option('--batch <id...>', 'ids of the batches; each begins at its first request', ['demo'])
    .option(
      '--calls <number>',
      'number of calls of each batch (default: 150)',
      wholeNumber(0, 1_000_000),
    )
    .option(
      '--concurrency <number>',
      'number of calls at once (default: 20)',
      wholeNumber(1, 1_000_000),
    )
    .option(
      '--failure-rate <share>',
      'share of calls that fail (default: 0.07)',
      decimalNumber(0, 1),
    )
    .option(
      '--seed <number>',
      'seed; the same seed gives the same batch (default: 1)',
      wholeNumber(0, 2 ** 32 - 1),
    )
    .option(
      '--speed <factor>',
      'how many times faster batches run (default: 1)',
      decimalNumber(0.001, 1000),
    )
    .option('--rate-limit <rate>', 'allowed requests, for example 60/min (default: no limit)', rate)
    .option(
      '--data <file>',
      'file that stores the batches; they continue after a restart',
      someText,
      ':memory:',
    );
}

async function serve(
  { port, host, batch: batchIds, data, rateLimit, ...demo }: Options,
  { env, stdout, stderr, stop }: Surroundings,
): Promise<void> {
  const server = createReferenceServer({
    port,
    host,
    batchIds,
    demo,
    data,
    ...(rateLimit && { rateLimit }),
    // An empty variable counts as not set.
    apiKey: env['TRILLET_API_KEY'] || 'test-key',
    workspaceId: env['TRILLET_WORKSPACE_ID'] || 'test-workspace',
    log: (message, cause) =>
      stderr.write(`${message} ${cause instanceof Error ? cause.stack : ''}\n`),
  });
  try {
    const { url } = await server.listen().catch(({ message }: Error) => {
      throw new ListenError(message);
    });
    stdout.write(
      `Serving ${batchIds.join(', ')} on ${url}; a batch begins at its first request.\n`,
    );
    stdout.write(`${curlLine(url, batchIds[0]!, env)}\n`);
    await untilAborted(stop);
  } finally {
    await server.close();
  }
}

/** The shell inserts the user's own key, so that it is not printed. */
function curlLine(url: string, batchId: string, env: Surroundings['env']): string {
  const key = env['TRILLET_API_KEY'] ? '$TRILLET_API_KEY' : 'test-key';
  const workspace = env['TRILLET_WORKSPACE_ID'] ? '$TRILLET_WORKSPACE_ID' : 'test-workspace';
  const path = statusPath.replace('{batchId}', encodeURIComponent(batchId));
  return `curl -H "${securityHeaders.apiKey}: ${key}" -H "${securityHeaders.workspaceId}: ${workspace}" ${url}${path}`;
}
