import { packageBin } from './package-bin.ts';
import { Failed, run } from './run.ts';

/** Builds the packages that changed. `options` are passed to `turbo run`. */
export function buildCommand(...options: string[]): string[] {
  return [...packageBin('turbo'), 'run', 'build', '--output-logs=errors-only', ...options];
}

/** Builds the page of the dashboard, if it has changed. The command runs from its source. */
export async function buildPage(): Promise<void> {
  const command = [...packageBin('turbo'), 'run', 'build:page', '--output-logs=errors-only'];
  const { ok, output } = await run([...command, '--filter=@batch-status/dashboard']);
  if (!ok) throw new Failed(`${output}\nThe build failed; its output above says why.`);
}

/** Builds packages and what they need, with the generated files. */
export async function build(packages: readonly string[]): Promise<void> {
  const { ok, output } = await run(buildCommand(...packages.map((name) => `--filter=${name}`)));
  if (!ok) throw new Failed(`${output}\nThe build failed; its output above says why.`);
}
