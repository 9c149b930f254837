import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const command = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));

/** Runs a command of the Redocly CLI in the root of the repository, which has `redocly.yaml`. */
export async function redocly(...args: string[]): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [command, ...args], {
      cwd: root,
      env: {
        ...process.env,
        // This setting is also copied into the page, which would otherwise report its readers to Redocly.
        REDOCLY_TELEMETRY: 'off',
        REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
      },
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() ?? '';
    throw new Error(`"redocly ${args[0]}" failed. It said:\n${said}`, { cause: error });
  }
}
