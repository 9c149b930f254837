import { InvalidArgumentError, Option, type Command } from 'commander';

import type { RecordFlags } from './record-command.ts';
import { formats } from '../../reports/formats.ts';
import type { Surroundings } from '../../surroundings.ts';

const help = `
Ask the address that it prints in place of the server. What passes is recorded redacted: keys,
cookies and what the contract marks as x-sensitive become stand-ins, equal ones for equal values; of
what the contract does not describe only the shape is kept. Nothing else is ever written.

Examples:
  contract-tests record --target https://api.example
  contract-tests record --target http://localhost:3000 --port 4000 --output may.ndjson
  contract-tests record --target https://api.example --verify --fail-on warning

Exit codes:
  0  all was recorded, and with --verify is what the contract promised
  1  with --verify: something is not, or nothing was of an operation of the contract
  2  wrong usage, or the recording cannot be written`;

/** @param exit Told the exit code of the command when it has ended. */
export function addRecordCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
  program
    .command('record')
    .description('Records what passes between clients and a server, redacted by the contract.')
    .requiredOption('--target <url>', 'the server, http or https')
    .option('--port <number>', 'of 127.0.0.1, where clients ask; default: any free one', port)
    .option('--output <file>', 'a new file, .har or .ndjson', 'recording.har')
    .option('--contract <file>', 'the contract (OpenAPI 3.1)', 'openapi/batch-status.yaml')
    .option(
      '--redaction-key <file>',
      'holds a key; recordings made with one have the same stand-ins for the same values',
    )
    .option('--max-body <MiB>', 'larger bodies pass, and are left out of the recording', size, 16)
    .option('--verify', 'judge each exchange as it comes, and all at the end')
    .option('--strict', 'with --verify: members that the contract does not name are findings')
    .addOption(
      new Option('--format <format>', 'with --verify: of the output')
        .choices(Object.keys(formats))
        .default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'with --verify: the least that gives exit code 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addHelpText('after', help)
    .action(async (flags: RecordFlags) => {
      // Loaded where it is asked for: `node:http` alone takes as long as the rest of the command.
      const { recordCommand } = await import('./record-command.ts');
      exit(await recordCommand(flags, surroundings));
    });
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function size(text: string): number {
  const mebibytes = Number(text);
  if (text.trim() !== '' && mebibytes > 0 && mebibytes <= 128) return mebibytes;
  throw new InvalidArgumentError('A size is a number of MiB, above 0 and at most 128.');
}
