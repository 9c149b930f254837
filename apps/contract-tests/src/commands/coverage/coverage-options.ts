import { Option, type Command } from 'commander';

import { contractOption } from '../../contract-option.ts';
import type { CoverageFlags, CoverageFormat } from './coverage-command.ts';
import { percent, serverUrl } from '../../option-values.ts';
import { recordingsArgument } from '../../recordings-argument.ts';
import type { Surroundings } from '../../surroundings.ts';

const help = `
The contract is divided into points. A recording should show:
  - each response with each of its media types
  - each header and each optional member, present and absent
  - an element of each array
  - each value of enums, constants, and booleans, and null
  - each branch of a union
  - each bound, by a value on the bound
  - each rule, by a body or two consecutive bodies to which it applies
A body that violates the contract shows nothing.

Examples:
  contract-tests coverage 'recordings/valid/*'
  contract-tests coverage --min 100 --contract api.yaml recording.har
  contract-tests coverage --format html recording.har > coverage.html

Exit codes:
  0  the coverage is at least --min
  1  it is less, or no exchange belongs to an operation of the contract
  2  wrong usage, or input that cannot be read to its end`;

const formats: readonly CoverageFormat[] = ['table', 'json', 'html'];

/** @param exit Called with the exit code when the command has ended. */
export function addCoverageCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
  program
    .command('coverage')
    .description('Measure how much of the contract the recordings show.')
    .addArgument(recordingsArgument())
    .addOption(contractOption())
    .option('--server <url>', 'count only responses of this server; repeatable', serverUrl)
    .option('--any-host', 'count responses of hosts that the contract does not name too')
    .option('--all-operations', 'count operations without a recorded response too')
    .option('--min <percent>', 'exit with 1 below this coverage', percent)
    .addOption(new Option('--format <format>', 'output format').choices(formats).default('table'))
    .addHelpText('after', help)
    .action(async (files: string[], flags: CoverageFlags) => {
      const { coverageCommand } = await import('./coverage-command.ts');
      exit(await coverageCommand(files, flags, surroundings));
    });
}
