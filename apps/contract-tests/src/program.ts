import { withOutputs } from '@batch-status/command';
import { Command } from 'commander';

import packageJson from '../package.json' with { type: 'json' };
import { addCoverageCommand } from './commands/coverage/coverage-options.ts';
import { addDiffCommand } from './commands/diff/diff-options.ts';
import { addMutateCommand } from './commands/mutate/mutate-options.ts';
import { addRecordCommand } from './commands/record/record-options.ts';
import type { Surroundings } from './surroundings.ts';
import { addVerifyCommand } from './commands/verify/verify-options.ts';

/** @param exit Called with the exit code when a command has ended. */
export function createProgram(surroundings: Surroundings, exit: (code: number) => void): Command {
  const program = withOutputs(new Command('contract-tests'), {
    stdout: { write: (text) => surroundings.print(text.trimEnd()) },
    stderr: surroundings.terminal,
  })
    .description(
      'Record HTTP traffic, verify it against an OpenAPI contract, and compare contracts.',
    )
    .version(packageJson.version)
    .showHelpAfterError('Add --help to see all options.');

  addVerifyCommand(program, surroundings, exit);
  addRecordCommand(program, surroundings, exit);
  addCoverageCommand(program, surroundings, exit);
  addMutateCommand(program, surroundings, exit);
  addDiffCommand(program, surroundings, exit);
  return program;
}
