import { Command, InvalidArgumentError, Option } from 'commander';

import { coverageCommand, coverageFormats, type CoverageFlags } from './coverage-command.ts';
import { formats } from './reports/formats.ts';
import type { Surroundings } from './surroundings.ts';
import { verifyCommand, type VerifyFlags } from './verify-command.ts';

const examples = `
Examples:
  contract-tests verify recording.har
  contract-tests verify --contract api.yaml 'recordings/*.har.gz'
  contract-tests verify --format sarif --fail-on warning recording.har
  contract-tests verify --response 200 body.json

Exit codes:
  0  every exchange is what the contract promised
  1  one is not, or none is of an operation of the contract
  2  wrong usage, or input that cannot be read to its end`;

const coverageHelp = `
What counts: each response with each of its media types; each header there and absent; each member
that is optional there and absent; elements; the values of enums, constants and booleans; null; the
arms of unions; bounds, by a value on them; rules, by a body or a pair of them that they have
something to say of. A body shows only what it says if it is what its schema says.

Examples:
  contract-tests coverage 'recordings/valid/*'
  contract-tests coverage --min 100 --contract api.yaml recording.har
  contract-tests coverage --format html recording.har > coverage.html

Exit codes:
  0  as much as --min asks for is shown
  1  less is, or no exchange is of an operation of the contract
  2  wrong usage, or input that cannot be read to its end`;

/** @param exit Told the exit code of a command that has ended. */
export function createProgram(surroundings: Surroundings, exit: (code: number) => void): Command {
  const program = new Command('contract-tests')
    .description('Verifies recorded HTTP traffic against an OpenAPI contract.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.print(text.trimEnd()),
      writeErr: (text) => void surroundings.terminal.write(text),
    })
    .showHelpAfterError('Add --help to see what is possible.');

  program
    .command('verify')
    .description('Judges recorded responses by the contract.')
    .argument('<files...>', 'HAR or NDJSON, gzip or not, or with --response bodies; or globs')
    .option('--contract <file>', 'the contract (OpenAPI 3.1)', 'openapi/batch-status.yaml')
    .option('--response <status>', 'the files are bodies of responses with this status', status)
    .option('--operation <id>', 'with --response: of which operation, if there is more than one')
    .option(
      '--server <url>',
      'judge only its answers, not those of any; may be repeated',
      serverUrl,
    )
    .option('--strict', 'members that the contract does not name are findings')
    .addOption(
      new Option('--format <format>', 'of the output')
        .choices(Object.keys(formats))
        .default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that gives exit code 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addHelpText('after', examples)
    .action(async (files: string[], flags: VerifyFlags) =>
      exit(await verifyCommand(files, flags, surroundings)),
    );
  program
    .command('coverage')
    .description('Measures how much of the contract recordings show.')
    .argument('<files...>', 'HAR or NDJSON, gzip or not; or globs')
    .option('--contract <file>', 'the contract (OpenAPI 3.1)', 'openapi/batch-status.yaml')
    .option('--server <url>', 'count only its answers; may be repeated', serverUrl)
    .option('--all-operations', 'operations without a recorded answer count too')
    .option('--min <percent>', 'exit with 1 below this', percent)
    .addOption(
      new Option('--format <format>', 'of the output')
        .choices(Object.keys(coverageFormats))
        .default('table'),
    )
    .addHelpText('after', coverageHelp)
    .action(async (files: string[], flags: CoverageFlags) =>
      exit(await coverageCommand(files, flags, surroundings)),
    );
  return program;
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('A percentage is a number from 0 to 100.');
}

function status(text: string): number {
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A status is three digits, for example 200.');
}

function serverUrl(text: string, others: string[] = []): string[] {
  if (URL.canParse(text) && /^https?:/i.test(text)) return [...others, text];
  throw new InvalidArgumentError('A server is a URL, for example https://api.example/v1.');
}
