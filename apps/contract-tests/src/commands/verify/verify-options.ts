import { InvalidArgumentError, Option, type Command } from 'commander';

import { serverUrl } from '../../option-values.ts';
import type { Format } from '../../reports/formats.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { VerifyFlags } from './verify-command.ts';

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

const formats: readonly Format[] = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'];

/** @param exit Told the exit code of the command when it has ended. */
export function addVerifyCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
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
    .addOption(new Option('--format <format>', 'of the output').choices(formats).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that gives exit code 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addHelpText('after', examples)
    .action(async (files: string[], flags: VerifyFlags) => {
      const { verifyCommand } = await import('./verify-command.ts');
      exit(await verifyCommand(files, flags, surroundings));
    });
}

function status(text: string): number {
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A status is three digits, for example 200.');
}
