import { withOutputs } from '@batch-status/command';
import { Command, InvalidArgumentError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { SessionOptions } from './session/session.ts';
import type { Surroundings } from './session/surroundings.ts';
import type { WatchCommandOptions } from './watch/watch-command.ts';

const notes = `
Environment variables:
  TRILLET_API_KEY       API key
  TRILLET_WORKSPACE_ID  workspace that the batches belong to
  TRILLET_BASE_URL      server to use instead of the public one

Examples:
  batch-status watch batch_7891011121314
  batch-status watch first second --json --max-wait 3600
  batch-status get batch_7891011121314 --json
`;

const codes = `
Exit codes (for several batches, the first that applies of 5 8 6 4 7 9 3 1 0).
Standard error says why the code is not 0.
  0  complete                             5  key or workspace rejected
  1  more failures than --fail-on-failed  6  no such batch
  2  wrong usage                          7  stalled (--stall-after)
  3  batch cancelled                      8  no valid response
  4  not complete within --max-wait       9  batch failed (130: interrupted)
`;

/** The actions of the commands. */
export interface Commands {
  get: (batchId: string, options: SessionOptions) => Promise<void>;
  watch: (batchIds: string[], options: WatchCommandOptions) => Promise<void>;
}

export function createProgram(
  commands: Commands,
  outputs: Pick<Surroundings, 'stdout' | 'stderr'>,
): Command {
  const program = withOutputs(new Command('batch-status'), outputs)
    .description('Follow batches of phone calls until they are complete.')
    .version(packageJson.version)
    .addHelpText('after', notes);

  const get = program
    .command('get')
    .summary('print the current status of a batch')
    .description('Print the current status of a batch. Starting a batch returns its id.')
    .argument('<batchId>')
    .option('--json', 'print the status as JSON')
    .action(commands.get);

  const watch = program
    .command('watch')
    .summary('follow batches until each is complete')
    .description('Follow batches until each is complete. Starting a batch returns its id.')
    .argument('<batchId...>')
    .option('--json', 'print each change as one line of JSON')
    .option(
      '--max-staleness <seconds>',
      'how old data may get: 5 in a terminal, else 15',
      positiveNumber,
    )
    .option('--max-wait <seconds>', 'give up after this time, with code 4', positiveNumber)
    .option('--stall-after <seconds>', 'give up if no call ends, with code 7', positiveNumber)
    .option(
      '--not-found-grace <seconds>',
      'how long to retry a 404, as of a new batch (default: 30)',
      secondsOrZero,
    )
    .option(
      '--fail-on-failed [percent]',
      'code 1 if more than this share fails (default: 0)',
      percentage,
    )
    .addHelpText('after', codes)
    .action(commands.watch);

  for (const command of [get, watch]) {
    command
      .option('--show-phone-numbers', 'do not mask phone numbers in JSON')
      .option('-e, --env-file <path>', 'read variables that are not set from a file')
      .option('--debug', 'also print the causes of an error');
  }
  return program;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Use a number of seconds greater than 0, such as 5.');
}

function secondsOrZero(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('Use a number of seconds such as 5, or 0.');
}

function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError(
    'Use a number from 0 to 100, or put the option after the batch id.',
  );
}
