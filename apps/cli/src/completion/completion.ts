import type { Command } from 'commander';
import { bashScript } from './bash.ts';
import { describeProgram, type CompletedCommand } from './describe-program.ts';
import { fishScript } from './fish.ts';
import { powershellScript } from './powershell.ts';
import type { Shell } from './shells.ts';
import { zshScript } from './zsh.ts';

const scripts: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** A script that completes the commands of a program, their options, and file names. */
export const completionFor = (shell: Shell, program: Command): string =>
  scripts[shell](describeProgram(program));
