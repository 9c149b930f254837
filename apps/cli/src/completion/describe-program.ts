import type { Command, Option } from 'commander';

/** What the scripts complete: plain texts, for every shell. */
export interface CompletedCommand {
  name: string;
  summary: string;
  options: CompletedOption[];
  /** The values of its argument, if there are only these. */
  choices: readonly string[];
}

export interface CompletedOption {
  /** `--env-file`. */
  long: string;
  /** `-e`. */
  short: string | undefined;
  description: string;
  value: 'none' | 'path' | 'other';
}

/** Lists the commands of a program with their options. */
export const describeProgram = (program: Command): CompletedCommand[] =>
  program.commands.map((command) => ({
    name: command.name(),
    summary: command.summary(),
    options: command.createHelp().visibleOptions(command).map(describeOption),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  }));

function describeOption({ long, short, description, flags }: Option): CompletedOption {
  const [, name] = /[<[](.+)[>\]]/.exec(flags) ?? [];
  return {
    long: long!,
    short: short ?? undefined,
    description,
    value: name === undefined ? 'none' : ['file', 'path'].includes(name) ? 'path' : 'other',
  };
}
