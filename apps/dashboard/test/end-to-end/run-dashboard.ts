import { runCommand } from '../../src/command/command.ts';

/** The command in a process that a test can kill, with the folder of the page as its first argument. */
const [pageFolder = '', ...args] = process.argv.slice(2);
const { env, stdout, stderr } = process;
const stop = new AbortController().signal;
process.exitCode = await runCommand(args, { env, stdout, stderr, stop, pageFolder });
