import { withOutputs } from '@batch-status/command';
import { Command, InvalidArgumentError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { SessionOptions } from './session/session.ts';
import type { Surroundings } from './session/surroundings.ts';
import type { WatchCommandOptions } from './watch/watch-command.ts';

const notes = `
Environment, or lines of the file that --env-file names:
  TRILLET_API_KEY       the key of the account
  TRILLET_WORKSPACE_ID  the workspace that the batches belong to
  TRILLET_BASE_URL      another server than the public one

Examples:
  batch-status watch batch_7891011121314
  batch-status watch first second --json --max-wait 3600
  batch-status get batch_7891011121314 --json
`;

const codes = `
Exit codes, of several batches the first of 5, 8, 6, 4, 7, 9, 3, 1 and 0:
  0  complete                             5  key or workspace refused
  1  more failed than --fail-on-failed    6  no such batch
  2  wrong usage                          7  stalled, by --stall-after
  3  cancelled                            8  no readable answer
  4  not complete within --max-wait       9  the batch failed; 130 interrupted
`;

/** What each command does with what it is given. */
export interface Commands {
  get: (batchId: string, options: SessionOptions) => Promise<void>;
  watch: (batchIds: string[], options: WatchCommandOptions) => Promise<void>;
}

export function createProgram(
  commands: Commands,
  outputs: Pick<Surroundings, 'stdout' | 'stderr'>,
): Command {
  const program = withOutputs(new Command('batch-status'), outputs)
    .description('Follow batches of phone calls to their ends.')
    .version(packageJson.version)
    .addHelpText('after', notes);

  const get = program
    .command('get')
    .summary('print the batch as it stands now')
    .description('Print the batch as it stands now. The id is what starting it returned.')
    .argument('<batchId>')
    .option('--json', 'print the answer as JSON')
    .action(commands.get);

  const watch = program
    .command('watch')
    .summary('follow batches until each is complete')
    .description('Follow batches until each is complete. Ids are what starting them returned.')
    .argument('<batchId...>')
    .option('--json', 'one JSON object a line, for each change')
    .option(
      '--max-staleness <seconds>',
      'ask again at this age; 5 in a terminal, else 15',
      positiveNumber,
    )
    .option('--max-wait <seconds>', 'give up after this time, with code 4', positiveNumber)
    .option('--stall-after <seconds>', 'give up when no call ends, with code 7', positiveNumber)
    .option('--fail-on-failed [percent]', 'code 1 if more of the calls failed; 0', percentage)
    .addHelpText('after', codes)
    .action(commands.watch);

  for (const command of [get, watch]) {
    command
      .option('--show-phone-numbers', 'print them in JSON as they are, not masked')
      .option('-e, --env-file <path>', 'take from a file what the environment lacks')
      .option('--debug', 'tell the causes of an error too');
  }
  return program;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Give a number of seconds above 0, such as 5.');
}

function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError(
    'Give a number from 0 to 100, or write the option behind the batch id.',
  );
}
