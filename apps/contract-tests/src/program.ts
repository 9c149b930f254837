import { Command, InvalidArgumentError, Option } from 'commander';

import { exitCodes } from './exit-codes.ts';
import { jsonReport } from './json-report.ts';
import { textReport } from './text-report.ts';
import { verify } from './verify.ts';

interface Surroundings {
  /** Takes a line, or several, of output. */
  print: (text: string) => void;
  exit: (code: number) => void;
}

interface VerifyFlags {
  contract: string;
  response?: number;
  operation?: string;
  format: 'text' | 'json';
}

const examples = `
Examples:
  contract-tests verify recording.har
  contract-tests verify --contract api.yaml 'recordings/**/*.har'
  contract-tests verify --response 200 body.json

Exit codes:
  0  every exchange is what the contract promised
  1  one is not, or none is of an operation of the contract
  2  wrong usage, or input that cannot be read`;

export function createProgram({ print, exit }: Surroundings): Command {
  const program = new Command('contract-tests')
    .description('Verifies recorded HTTP traffic against an OpenAPI contract.')
    .exitOverride()
    .showHelpAfterError('Add --help to see what is possible.');

  program
    .command('verify')
    .description('Judges recorded responses by the contract.')
    .argument('<files...>', 'recordings (HAR 1.2), or with --response bodies; globs are possible')
    .option('--contract <file>', 'the contract (OpenAPI 3.1)', 'openapi/batch-status.yaml')
    .option('--response <status>', 'the files are bodies of responses with this status', status)
    .option('--operation <id>', 'with --response: of which operation, if there is more than one')
    .addOption(
      new Option('--format <format>', 'of the output').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', examples)
    .action(async (files: string[], flags: VerifyFlags) => {
      const { format, ...options } = flags;
      const report = format === 'json' ? jsonReport(print) : textReport(print, flags);
      const verdict = await verify({ ...options, files, onFinding: report.finding });
      report.end(verdict);
      exit(verdict.kept ? exitCodes.kept : exitCodes.broken);
    });
  return program;
}

function status(text: string): number {
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A status is three digits, for example 200.');
}
