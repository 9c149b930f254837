import { Option, type Command } from 'commander';

import type { MutateFlags, MutationFormat } from './mutate-command.ts';
import { count, percent, serverUrl } from '../../option-values.ts';
import type { Surroundings } from '../../surroundings.ts';

const help = `
Changes the contract one fact at a time, and asks of each change whether it changes what is found in
the recordings: by which rule, how grave, in which exchange, where in its body. If not, it survived,
and comes with an exchange that would have told. Give recordings of breaches too: what nobody ever
breaks may be dropped from a contract unnoticed. Each recording is judged by itself.

Changes that no exchange can show are listed, and count neither way. One that cannot be judged has
survived.

Examples:
  contract-tests mutate 'recordings/*/*.har'
  contract-tests mutate --min 100 --contract api.yaml valid.har invalid.har

Exit codes:
  0  the share of changes that are noticed is what --min asks for
  1  it is less, or no exchange is of an operation of the contract
  2  wrong usage, or input that cannot be read to its end`;

const formats: readonly MutationFormat[] = ['table', 'json'];

/** @param exit Told the exit code of the command when it has ended. */
export function addMutateCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
  program
    .command('mutate')
    .description('Finds out which changes of the contract recordings would not notice.')
    .argument('<files...>', 'HAR or NDJSON, gzip or not; or globs')
    .option('--contract <file>', 'the contract (OpenAPI 3.1)', 'openapi/batch-status.yaml')
    .option('--server <url>', 'judge only its answers; may be repeated', serverUrl)
    .option('--strict', 'members that the contract does not name are findings')
    .option('--all-operations', 'operations without a recorded answer are changed too')
    .option('--sketches <count>', 'of so many survivors, say what would kill them', count, 50)
    .option('--min <percent>', 'exit with 1 below this', percent)
    .addOption(new Option('--format <format>', 'of the output').choices(formats).default('table'))
    .addHelpText('after', help)
    .action(async (files: string[], flags: MutateFlags) => {
      const { mutateCommand } = await import('./mutate-command.ts');
      exit(await mutateCommand(files, flags, surroundings));
    });
}
