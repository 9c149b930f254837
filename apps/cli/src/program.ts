import { withOutputs } from '@batch-status/command';
import { Argument, Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { shells, type Shell } from './completion/shells.ts';
import * as value from './option-values.ts';
import type { SessionOptions } from './session/session.ts';
import type { Surroundings } from './session/surroundings.ts';
import type { WatchCommandOptions } from './watch/watch-command-options.ts';

const notes = `
Environment variables:
  TRILLET_API_KEY       API key
  TRILLET_WORKSPACE_ID  workspace that the batches belong to
  TRILLET_BASE_URL      server to use instead of the public one

Examples:
  batch-status watch batch_7891011121314
  batch-status wait first second --max-wait 3600
  batch-status get batch_7891011121314 --json
`;

const codes = `\
Exit codes (for several batches, the first that applies of 5 8 6 4 7 9 3 1 0):

  0    complete                             6    no such batch
  1    more failures than --fail-on-failed  7    stalled (--stall-after)
  2    wrong usage                          8    no valid response
  3    batch cancelled                      9    batch failed
  4    not complete within --max-wait       130  interrupted (SIGINT)
  5    key or workspace rejected            143  terminated (SIGTERM)

Standard error says why the code is not 0.
`;

const seeCodes = '\n`batch-status exit-codes` explains the exit codes.\n';

/** The actions of the commands. */
export interface Commands {
  get: (batchId: string, options: SessionOptions) => Promise<void>;
  watch: (batchIds: string[], options: WatchCommandOptions) => Promise<void>;
  wait: (batchIds: string[], options: WatchCommandOptions) => Promise<void>;
  completion: (shell: Shell, program: Command) => Promise<void>;
}

export function createProgram(
  commands: Commands,
  outputs: Pick<Surroundings, 'stdout' | 'stderr'>,
): Command {
  const program = withOutputs(new Command('batch-status'), outputs)
    .description('Follow batches of phone calls in the API of Trillet until they are complete.')
    .version(packageJson.version)
    .configureHelp({ visibleCommands: ({ commands: all }) => [...all] })
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
    .argument('[batchId...]')
    .option('--json', 'print each change as one line of JSON')
    .option(
      '--max-staleness <seconds>',
      'how old data may get (default: 5; in a log, 15)',
      value.staleness,
    )
    .action(commands.watch);

  const wait = program
    .command('wait')
    .summary('wait for the end of batches, with few requests')
    .description('Wait until each batch is complete, and print only that. Sends few requests.')
    .argument('[batchId...]')
    .option('--json', 'print the end of each batch as one line of JSON')
    .action(commands.wait);

  for (const command of [watch, wait]) {
    command
      .option('--ids-from <file>', 'read batch ids from a file (- for standard input)')
      .option('--max-rate <number>', 'limit of requests per minute, for all batches', value.rate)
      .option('--max-wait <seconds>', 'give up after this time', value.seconds)
      .option(
        '--max-outage <seconds>',
        'give up if no request succeeds (default: 300)',
        value.seconds,
      )
      .option('--stall-after <seconds>', 'give up if no call ends for this time', value.seconds)
      .option(
        '--not-found-grace <seconds>',
        'how long to retry a 404 (default: 30)',
        value.secondsOrZero,
      )
      .option(
        '--fail-on-failed [percent]',
        'exit with 1 if more calls fail (default: 0)',
        value.percentage,
      )
      .option('-q, --quiet', 'print only why the exit code is not 0')
      .option('--bell', 'ring the bell of the terminal at the end')
      .addHelpText('after', seeCodes);
  }
  for (const command of [get, watch, wait]) {
    command
      .option('--ascii', 'print only ASCII, as in a locale without UTF-8')
      .option('--show-phone-numbers', 'do not mask phone numbers in JSON')
      .option('-e, --env-file <path>', 'read unset variables from a file')
      .option('--debug', 'also print the causes of an error');
  }

  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Print a script that makes a shell complete commands and options.')
    .addArgument(new Argument('<shell>').choices(shells))
    .action((shell: Shell) => commands.completion(shell, program));
  program
    .command('exit-codes')
    .summary('explain the exit codes')
    .description('Explain the exit codes.')
    .action(() => void outputs.stdout.write(codes));
  return program;
}
