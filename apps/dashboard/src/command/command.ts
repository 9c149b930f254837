import { runProgram, withOutputs } from '@batch-status/command';
import { rate, someText, wholeNumber } from '@batch-status/command/option-parsers';
import { DataFileError } from '@batch-status/data-file';
import { isBatchStatusError } from '@batch-status/node';
import { RedisError } from '@batch-status/redis-connection';
import { Command, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { exitCodes } from './exit-codes.ts';
import { base, batchIdList, headerName, publicUrl, staleness } from './option-values.ts';
import { serve, type ServeOptions } from './serve.ts';
import type { Surroundings } from './surroundings.ts';
import { StartError, UsageError } from './usage-error.ts';

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
const failures = [StartError, DataFileError, RedisError];

function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof UsageError || isBatchStatusError(error, 'invalid_argument')) {
    return exitCodes.usage;
  }
  return failures.some((failure) => error instanceof failure) ? exitCodes.failed : undefined;
}

const describeCommand = (surroundings: Surroundings): Command =>
  withOutputs(new Command('batch-status-dashboard'), surroundings)
    .description(
      `Serve a web page that shows the progress of batches of phone calls.

It follows the real API if TRILLET_API_KEY and TRILLET_WORKSPACE_ID are set, and simulated batches if neither is. Pages never get the key.`,
    )
    .argument('[batchId...]', 'ids of batches to follow; viewers can add more', batchIdList)
    .option('--simulate', 'follow simulated batches, even if a key is set')
    .option(
      '--port <port>',
      'port to listen on; 0 takes any free port',
      wholeNumber(0, 65_535),
      8788,
    )
    .option('--host <host>', 'address to listen on', someText, '127.0.0.1')
    .option('--base <path>', 'path at which viewers reach the page', base, '/')
    .option(
      '--public-url <url>',
      'address at which viewers reach it, without a path, if it is behind a proxy or has a name',
      publicUrl,
    )
    .option(
      '--data <file>',
      'file that keeps batches, history, and share links when it restarts',
      someText,
      ':memory:',
    )
    .option(
      '--requests <rate>',
      'most requests to the API, such as 60/min (default: 30/min, or 5/s for simulated batches)',
      rate,
    )
    .option(
      '--max-staleness <seconds>',
      'how old the data of a batch may get (default: 60)',
      staleness,
    )
    .option('--redis', 'share one poller with other dashboards in the Redis that REDIS_URL names')
    .addOption(
      new Option(
        '--access <kind>',
        'who may use it: token (viewers with the link) or proxy (viewers whom a proxy signed in); required if other machines can connect',
      ).choices(['token', 'proxy']),
    )
    .option(
      '--token-file <file>',
      'file with the token of the link (default: the variable DASHBOARD_TOKEN, or a new token at each start)',
      someText,
    )
    .option(
      '--proxy <address...>',
      'addresses or subnets of the reverse proxies in front of it; only they may say which address a viewer has and, with --access proxy, who the viewer is',
    )
    .option(
      '--user-header <name>',
      'header in which the proxy names the viewer, with --access proxy (default: x-forwarded-user)',
      headerName,
    )
    .version(packageJson.version)
    .action((ids: string[] | undefined, options: ServeOptions) =>
      serve(ids ?? [], options, surroundings),
    );
