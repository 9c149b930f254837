import { Option, type Command } from 'commander';

import { contractOption } from '../../contract-option.ts';
import type { MutateFlags, MutationFormat } from './mutate-command.ts';
import { count, percent, serverUrl } from '../../option-values.ts';
import { recordingsArgument } from '../../recordings-argument.ts';
import type { Surroundings } from '../../surroundings.ts';

const help = `
This changes the contract one fact at a time, and checks the recordings with
each changed contract. If the findings differ (in their rules, severities,
exchanges, or places in a body), the change is killed. If not, it survives,
and the report has an exchange that would kill it, if one was found. Each
recording is checked by itself.

With --write-sketches, these exchanges also become a recording. Those that
violate the contract are marked with their findings, and verify expects these.
Read each one: if your server must never send it and the contract allows it,
the contract lacks a restriction.

Include recordings of violations. If no recording violates a fact, a contract
without that fact survives.

A change that no exchange can reveal is equivalent. Equivalent changes are
reported and do not count. A change that cannot be checked survives.

Examples:
  contract-tests mutate 'recordings/*/*.har'
  contract-tests mutate --min 100 --contract api.yaml valid.har invalid.har
  contract-tests mutate --contract api.yaml --write-sketches more.har run.har

Exit codes:
  0  the percentage of killed changes is at least --min
  1  it is less, or no exchange belongs to an operation of the contract
  2  wrong usage, or input that cannot be read to its end
  130, 143  interrupted; the exchanges found until then are written`;

const formats: readonly MutationFormat[] = ['table', 'json'];

/** @param exit Called with the exit code when the command has ended. */
export function addMutateCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
  program
    .command('mutate')
    .description('Find changes of the contract that the recordings do not reveal.')
    .addArgument(recordingsArgument())
    .addOption(contractOption())
    .option('--server <url>', 'check only responses of this server; repeatable', serverUrl)
    .option('--any-host', 'count responses of hosts that the contract does not name too')
    .option('--strict', 'report members that the contract does not name')
    .option('--all-operations', 'change operations without a recorded response too')
    .option('--sketches <count>', 'for how many survivors to search; default: all', count)
    .option('--write-sketches <file>', 'write the exchanges into a new recording (.har or .ndjson)')
    .option('--min <percent>', 'exit with 1 below this score', percent)
    .addOption(new Option('--format <format>', 'output format').choices(formats).default('table'))
    .addHelpText('after', help)
    .action(async (files: string[], flags: MutateFlags) => {
      const { mutateCommand } = await import('./mutate-command.ts');
      exit(await mutateCommand(files, flags, surroundings));
    });
}
