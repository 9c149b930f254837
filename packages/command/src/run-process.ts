import module from 'node:module';
import { describeUnexpected } from './describe-unexpected.ts';
import type { ExitCodes } from './exit-codes.ts';
import { interruption } from './interruption.ts';
import { isTooOld } from './node-version.ts';

/** What a command gets from its process. */
export interface Host {
  env: NodeJS.ProcessEnv;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /**
   * A signal that is aborted on the first SIGINT or SIGTERM, with its name; the second ends the process. Until a
   * command calls this, the first one ends the process, because nothing else would.
   */
  interruption: () => AbortSignal;
}

/** A command, and how it runs as a process. */
export interface CommandProcess {
  /** The name that users type. Every message starts with it. */
  name: string;
  /** The oldest supported version of Node, such as `22.19`. */
  node: string;
  exitCodes: ExitCodes;
  /**
   * Imports the command, which runs with the arguments and returns its exit code. This is not
   * called on a Node that is too old, where an import could fail with a stack trace.
   */
  load: () => Promise<(args: readonly string[], host: Host) => Promise<number>>;
}

/**
 * Runs a command and sets the exit code of the process. Every failure is one sentence on standard
 * error, never a stack trace.
 */
export async function runProcess({ name, node, exitCodes, load }: CommandProcess): Promise<void> {
  const { argv, env, stdout, stderr, versions } = process;
  const end = (exitCode: number, sentence?: string): never => {
    if (sentence) stderr.write(`${name}: ${sentence}\n`);
    process.exit(exitCode);
  };
  if (isTooOld(versions.node, node)) {
    end(exitCodes.usage, `Node ${versions.node} is too old; use Node ${node} or later.`);
  }
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') {
      const { outputClosed } = exitCodes;
      end(outputClosed, outputClosed ? 'The reader of the output closed it before the end.' : '');
    }
    end(exitCodes.outputFailed, `The output cannot be written (${code}).`);
  });
  // There is no other place to report that a message cannot be written.
  stderr.on('error', () => undefined);
  // Also receives what `load` rejects with.
  process.on('uncaughtException', (error) => end(exitCodes.unexpected, describeUnexpected(error)));
  // Without the cache, compiling a command takes longer than most of its runs.
  module.enableCompileCache();
  const run = await load();
  process.exitCode = await run(argv.slice(2), {
    ...{ env, stdout, stderr },
    interruption: () =>
      interruption(process, (received) =>
        end(
          received === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted,
          'It was interrupted again before it had stopped.',
        ),
      ),
  });
}
