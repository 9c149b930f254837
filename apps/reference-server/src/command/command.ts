import { Command, CommanderError } from 'commander';
import { securityHeaders, statusPath } from '@batch-status/spec';
import packageJson from '../../package.json' with { type: 'json' };
import {
  createReferenceServer,
  DataFileError,
  type DemoOptions,
  type RateLimit,
  type ReferenceServer,
} from '../index.ts';
import { decimalNumber, rate, someText, wholeNumber } from './option-parsers.ts';

/** What the command needs of the process it runs in. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  out: (text: string) => void;
  err: (text: string) => void;
  /** Aborted when the server shall stop. */
  stop: AbortSignal;
}

interface Options extends DemoOptions {
  port: number;
  host: string;
  batch: string[];
  data: string;
  rateLimit?: RateLimit;
}

/**
 * Runs the command until it is stopped.
 *
 * @param args Without the names of the runtime and of the script.
 * @returns The exit code: 0 stopped, 1 cannot listen or use the data file, 2 wrong options.
 */
export async function runCommand(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const command = describeCommand(surroundings);
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return serve(command.opts<Options>(), surroundings);
}

function describeCommand({ out, err }: Surroundings): Command {
  return new Command('reference-server')
    .description(
      `Serve the status of simulated batches of calls.\n\nThe key and the workspace that requests must carry come from the environment:\nTRILLET_API_KEY (default: test-key) and TRILLET_WORKSPACE_ID (default: test-workspace).`,
    )
    .version(packageJson.version)
    .option(
      '--port <port>',
      'port to listen on; 0 takes any free one',
      wholeNumber(0, 65_535),
      8787,
    )
    .option('--host <host>', 'address to listen on', someText, '127.0.0.1')
    .option('--batch <id...>', 'ids of the batches; each begins when first asked for', ['demo'])
    .option('--calls <number>', 'calls of each batch (default: 150)', wholeNumber(0, 1_000_000))
    .option('--concurrency <number>', 'calls at once (default: 20)', wholeNumber(1, 1_000_000))
    .option(
      '--failure-rate <share>',
      'share of calls that fail (default: 0.07)',
      decimalNumber(0, 1),
    )
    .option(
      '--seed <number>',
      'decides how each call goes (default: 1)',
      wholeNumber(0, 2 ** 32 - 1),
    )
    .option(
      '--speed <factor>',
      'how much faster it all goes (default: 1)',
      decimalNumber(0.001, 1000),
    )
    .option(
      '--rate-limit <rate>',
      'requests allowed, for example 60/min (default: any number)',
      rate,
    )
    .option(
      '--data <file>',
      'file that keeps the batches, which go on after a restart',
      someText,
      ':memory:',
    )
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride();
}

async function serve(
  { port, host, batch: batchIds, data, rateLimit, ...demo }: Options,
  { env, out, err, stop }: Surroundings,
): Promise<number> {
  let server: ReferenceServer;
  try {
    server = createReferenceServer({
      port,
      host,
      batchIds,
      demo,
      data,
      ...(rateLimit && { rateLimit }),
      // An empty variable is one that was not set.
      apiKey: env['TRILLET_API_KEY'] || 'test-key',
      workspaceId: env['TRILLET_WORKSPACE_ID'] || 'test-workspace',
      log: (message, cause) => err(`${message} ${cause instanceof Error ? cause.stack : ''}\n`),
    });
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof DataFileError)) throw error;
    err(`error: ${error.message}\n`);
    return error instanceof RangeError ? 2 : 1;
  }
  try {
    const { url } = await server.listen();
    out(`Serving ${batchIds.join(', ')} on ${url}; a batch begins when it is first asked for.\n`);
    out(`${curlLine(url, batchIds[0]!, env)}\n`);
  } catch (error) {
    err(`error: ${(error as Error).message}\n`);
    await server.close();
    return 1;
  }
  await aborted(stop);
  await server.close();
  return 0;
}

/** The shell fills in a key of one's own, so that it is not printed. */
function curlLine(url: string, batchId: string, env: Surroundings['env']): string {
  const key = env['TRILLET_API_KEY'] ? '$TRILLET_API_KEY' : 'test-key';
  const workspace = env['TRILLET_WORKSPACE_ID'] ? '$TRILLET_WORKSPACE_ID' : 'test-workspace';
  const path = statusPath.replace('{batchId}', encodeURIComponent(batchId));
  return `curl -H "${securityHeaders.apiKey}: ${key}" -H "${securityHeaders.workspaceId}: ${workspace}" ${url}${path}`;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true });
  });
}
