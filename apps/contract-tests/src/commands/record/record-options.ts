import { InvalidArgumentError, Option, type Command } from 'commander';

import { contractOption } from '../../contract-option.ts';
import type { RecordFlags } from './record-command.ts';
import { formatNames } from '../../reports/format-names.ts';
import type { Surroundings } from '../../surroundings.ts';

const help = `
It prints an address. Send requests there instead of to the server.

The traffic is redacted before it is written. Keys, cookies, and values that
the contract marks with x-sensitive become placeholders; equal values have
equal placeholders. Values that the contract does not describe keep only
their shape.

Examples:
  contract-tests record --target https://api.example
  contract-tests record --target http://localhost:3000 --output may.ndjson
  contract-tests record --target https://api.example --verify --fail-on warning
  contract-tests record --target https://api.example --env BASE_URL -- npm test

Exit codes:
  0  everything was recorded; with --verify, it conforms to the contract
  1  with --verify: an exchange does not, or none belongs to an operation of
     the contract
  2  wrong usage, or the recording cannot be written
With a command, its exit code, if that is not 0.`;

/** @param exit Called with the exit code when the command has ended. */
export function addRecordCommand(
  program: Command,
  surroundings: Surroundings,
  exit: (code: number) => void,
): void {
  program
    .command('record')
    .description('Record traffic between clients and a server, redacted according to the contract.')
    .argument('[command...]', 'a command to run; recording ends when it does')
    .requiredOption('--target <url>', 'the URL of the server (http or https)')
    .option('--port <number>', 'the port of 127.0.0.1 to listen on; default: any free port', port)
    .option('--env <name>', 'a variable with the address for the command; repeatable', variable, [])
    .option('--output <file>', 'the file to create (.har or .ndjson)', 'recording.har')
    .addOption(contractOption())
    .option(
      '--redaction-key <file>',
      'a file with a key; recordings with the same key use the same placeholders',
    )
    .option('--max-body <MiB>', 'larger bodies are forwarded, but not recorded', size, 16)
    .option('--verify', 'check each exchange, and print a summary at the end')
    .option('--strict', 'with --verify: report members that the contract does not name')
    .option('--no-requests', 'with --verify: check only responses, not requests')
    .addOption(
      new Option(
        '--undocumented <severity>',
        'with --verify: how to report operations that the contract lacks',
      )
        .choices(['error', 'warning', 'ignore'])
        .default('error'),
    )
    .addOption(
      new Option('--format <format>', 'with --verify: output format')
        .choices(formatNames)
        .default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'with --verify: the lowest severity that exits with 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addHelpText('after', help)
    .action(async (command: string[], { env, ...flags }: RecordFlags) => {
      // Loaded on demand: `node:http` alone takes as long as the rest of the command.
      const { recordCommand } = await import('./record-command.ts');
      const variables = env.length > 0 ? env : ['RECORDER_URL'];
      exit(await recordCommand({ ...flags, env: variables }, command, surroundings));
    });
}

function variable(name: string, names: string[]): string[] {
  if (/^\w+$/.test(name)) return [...names, name];
  throw new InvalidArgumentError('It must be the name of a variable, such as BASE_URL.');
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}

function size(text: string): number {
  const mebibytes = Number(text);
  if (text.trim() !== '' && mebibytes > 0 && mebibytes <= 128) return mebibytes;
  throw new InvalidArgumentError('It must be a number greater than 0 and at most 128.');
}
