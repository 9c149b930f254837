import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Ends a script with one sentence instead of a stack trace. */
export class Failed extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const root: string = fileURLToPath(new URL('..', import.meta.url));

/** A file of the repository, by its path from the root. */
export const fromRoot = (path: string): string => `${root}${path}`;

/** Builds packages and what they need, with the generated files; quick when nothing changed. */
export async function build(packages: string[] = []): Promise<void> {
  const turbo = fromRoot('node_modules/.bin/turbo');
  if (!existsSync(turbo)) {
    throw new Failed('The dependencies are not installed; run `pnpm install` and look at its error.');
  }
  const filters = packages.map((name) => `--filter=${name}`);
  const child = spawn(turbo, ['run', 'build', ...filters, '--output-logs=errors-only'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0) return;
  process.stdout.write(Buffer.concat(output));
  throw new Failed('The build failed; its output above says why.');
}
