import { Failed } from '../../../scripts/run.ts';

/** Runs a command. A failure that its user can fix ends it with a message, not with a stack trace. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
