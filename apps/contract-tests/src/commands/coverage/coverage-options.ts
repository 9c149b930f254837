import { Option, type Command } from 'commander';

import type { CoverageFlags, CoverageFormat } from './coverage-command.ts';
import { percent, serverUrl } from '../../option-values.ts';
import type { Surroundings } from '../../surroundings.ts';

const help = `
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

const formats: readonly CoverageFormat[] = ['table', 'json', 'html'];

/** @param exit Told the exit code of the command when it has ended. */
export function addCoverageCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
  program
    .command('coverage')
    .description('Measures how much of the contract recordings show.')
    .argument('<files...>', 'HAR or NDJSON, gzip or not; or globs')
    .option('--contract <file>', 'the contract (OpenAPI 3.1)', 'openapi/batch-status.yaml')
    .option('--server <url>', 'count only its answers; may be repeated', serverUrl)
    .option('--all-operations', 'operations without a recorded answer count too')
    .option('--min <percent>', 'exit with 1 below this', percent)
    .addOption(new Option('--format <format>', 'of the output').choices(formats).default('table'))
    .addHelpText('after', help)
    .action(async (files: string[], flags: CoverageFlags) => {
      const { coverageCommand } = await import('./coverage-command.ts');
      exit(await coverageCommand(files, flags, surroundings));
    });
}
