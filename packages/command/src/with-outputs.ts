import type { Command } from 'commander';

/** Where a program writes. */
export interface Outputs {
  stdout: { write: (text: string) => unknown };
  stderr: { write: (text: string) => unknown };
}

/**
 * Makes a commander program write to these outputs, start its messages with its name, and throw
 * instead of ending the process. Call this before adding subcommands, which copy the settings.
 */
export const withOutputs = (program: Command, { stdout, stderr }: Outputs): Command =>
  program
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, `${program.name()}: `)),
    })
    .exitOverride();
