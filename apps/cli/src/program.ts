import { Command, InvalidArgumentError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { getCommand } from './get-command.ts';
import type { ExitCode } from './exit-codes.ts';
import { watchCommand, type WatchCommandOptions } from './watch-command.ts';

const environment = `
Environment:
  TRILLET_API_KEY       the key of the account
  TRILLET_WORKSPACE_ID  the workspace that the batch belongs to
  TRILLET_BASE_URL      another server than the public one
`;

const examples = `
Examples:
  batch-status watch batch_7891011121314
  batch-status watch batch_7891011121314 --json --max-wait 3600
  batch-status get batch_7891011121314 --json
`;

const codes = `
Exit codes:
  0  complete                             5  key or workspace refused
  1  more failed than --fail-on-failed    6  no such batch
  2  wrong usage                          7  stalled, by --stall-after
  3  cancelled                            8  no readable answer
  4  not complete within --max-wait       9  the batch failed; 130 interrupted
`;

/** @param finish Told how the command ended, unless it throws. */
export function createProgram(signal: AbortSignal, finish: (code: ExitCode) => void): Command {
  const program = new Command('batch-status')
    .description('Follow a batch of phone calls to its end.')
    .version(packageJson.version)
    .addHelpText('after', environment + examples)
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'batch-status: ')),
    })
    .exitOverride();

  program
    .command('get')
    .description('print the batch as it stands now')
    .argument('<batchId>', 'the id that starting the batch returned')
    .option('--json', 'print the answer as JSON, phone numbers masked')
    .action(async (batchId: string, options: { json?: boolean }) =>
      finish(await getCommand(batchId, options, signal)),
    );

  program
    .command('watch')
    .description('follow the batch until it is complete')
    .argument('<batchId>', 'the id that starting the batch returned')
    .option('--json', 'one JSON object a change, phone numbers masked')
    .option(
      '--max-staleness <seconds>',
      'ask again at this age; 5 in a terminal, else 15',
      positiveNumber,
    )
    .option('--max-wait <seconds>', 'give up after this time, with exit code 4', positiveNumber)
    .option('--stall-after <seconds>', 'give up when no call ends, with code 7', positiveNumber)
    .option('--fail-on-failed [percent]', 'exit code 1 if more calls failed', percentage)
    .addHelpText('after', codes)
    .action(async (batchId: string, options: WatchCommandOptions) =>
      finish(await watchCommand(batchId, options, signal)),
    );

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
