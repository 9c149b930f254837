import { Option, type Command } from 'commander';

import { repeated, serverUrl } from '../../option-values.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { DiffFlags } from './diff-command.ts';
import type { DiffFormat } from './diff-formats.ts';

const help = `
The command generates exchanges from both contracts, and checks each exchange
with both. Each change is listed with its level, whom it affects, and an
exchange that only one of the contracts accepts:
  major      the revision allows responses that clients are not ready for, or
             forbids requests that clients may send
  minor      it allows fewer responses, or more requests
  patch      it has other text for people, or is written differently without
             an exchange that shows it
  undecided  no exchange could be generated that tests it

Parameters, keys, servers, and paths follow fixed rules, which the README
lists. Contracts with the same meaning have no changes.

Examples:
  contract-tests diff released.yaml openapi.yaml
  contract-tests diff --allow minor --format github released.yaml openapi.yaml
  contract-tests diff --recordings 'recordings/*.har' old.yaml new.yaml

Exit codes:
  0  the contracts were compared
  1  a change is above --allow, or is undecided without --allow-undecided
  2  wrong usage, or input that cannot be read to its end`;

const formats: readonly DiffFormat[] = ['table', 'json', 'markdown', 'github'];

/** @param exit Called with the exit code when the command has ended. */
export function addDiffCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
  program
    .command('diff')
    .description('List what changed between two contracts, with exchanges that show it.')
    .argument('<base>', 'the older contract (OpenAPI 3.0 to 3.2, or Swagger 2.0)')
    .argument('<revision>', 'the newer contract')
    .option(
      '--recordings <file>',
      'list recorded exchanges that the contracts judge differently; a path or glob, repeatable',
      repeated,
    )
    .option(
      '--server <url>',
      'of recordings, judge only responses of this server; repeatable',
      serverUrl,
    )
    .option(
      '--any-host',
      'of recordings, judge responses of hosts that the contracts do not name too',
    )
    .addOption(
      new Option('--allow <level>', 'exit with 1 for changes above this level').choices([
        'patch',
        'minor',
        'major',
      ]),
    )
    .option('--allow-undecided', 'do not fail for undecided changes')
    .addOption(new Option('--format <format>', 'output format').choices(formats).default('table'))
    .addHelpText('after', help)
    .action(async (base: string, revision: string, flags: DiffFlags) => {
      const { diffCommand } = await import('./diff-command.ts');
      exit(await diffCommand(base, revision, flags, surroundings));
    });
}
