import { InvalidArgumentError, Option, type Command } from 'commander';

import { contractOption } from '../../contract-option.ts';
import { repeated, serverUrl } from '../../option-values.ts';
import { formatNames } from '../../reports/format-names.ts';
import { recordingsArgument } from '../../recordings-argument.ts';
import type { Surroundings } from '../../surroundings.ts';
import { verifyCommand, type VerifyFlags } from './verify-command.ts';

const examples = `
Examples:
  contract-tests verify recording.har
  contract-tests verify --contract api.yaml 'recordings/*.har.gz'
  contract-tests verify --format sarif --fail-on warning recording.har
  contract-tests verify --response 200 body.json
  contract-tests verify --operation getThing --rule schema recording.har
  contract-tests verify --write-baseline accepted.json 'recordings/*.har'
  contract-tests verify --baseline accepted.json 'recordings/*.har'

Exit codes:
  0  all exchanges conform to the contract
  1  one does not, the server has an operation that the contract lacks, or
     nothing was checked in a recording
  2  wrong usage, or input that cannot be read to its end`;

/** @param exit Called with the exit code when the command has ended. */
export function addVerifyCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
  program
    .command('verify')
    .description('Check recorded requests and responses against the contract.')
    .addArgument(recordingsArgument())
    .addOption(contractOption())
    .option('--response <status>', 'the files are bodies of responses with this status', status)
    .option(
      '--operation <id>',
      'check only this operation, named by its id or as in "GET /things"; repeatable',
      repeated,
    )
    .option('--rule <name>', 'report only findings of this rule; repeatable', repeated)
    .option('--baseline <file>', 'accept the findings in this file, and fail on others')
    .option('--write-baseline <file>', 'write a file that accepts everything that is found now')
    .option('--server <url>', 'check only responses of this server; repeatable', serverUrl)
    .option('--any-host', 'check responses of hosts that the contract does not name too')
    .option('--strict', 'report members that the contract does not name')
    .option(
      '--expect-findings',
      'fail if an exchange has no finding, or if a marked one has others than those in its mark',
    )
    .option('--no-requests', 'check only responses, not requests')
    .addOption(
      new Option('--undocumented <severity>', 'how to report operations that the contract lacks')
        .choices(['error', 'warning', 'ignore'])
        .default('error'),
    )
    .addOption(
      new Option('--unchecked <severity>', 'how to report recordings in which nothing was checked')
        .choices(['error', 'warning', 'ignore'])
        .default('error'),
    )
    .addOption(
      new Option('--format <format>', 'output format').choices(formatNames).default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'the lowest severity that exits with 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addHelpText('after', examples)
    .action(async (files: string[], flags: VerifyFlags) => {
      exit(await verifyCommand(files, flags, surroundings));
    });
}

function status(text: string): number {
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must have three digits, for example 200.');
}
