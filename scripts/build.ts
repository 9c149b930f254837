import { existsSync } from 'node:fs';
import { bin, Failed, run } from './run.ts';

/** Builds packages and what they need, with the generated files; quick when nothing changed. */
export async function build(packages: string[] = []): Promise<void> {
  if (!existsSync(bin('turbo'))) {
    throw new Failed('The dependencies are not installed; run `pnpm install` and read its error.');
  }
  const filters = packages.map((name) => `--filter=${name}`);
  const { ok, output } = await run([
    bin('turbo'),
    'run',
    'build',
    ...filters,
    '--output-logs=errors-only',
  ]);
  if (!ok) throw new Failed(`${output}\nThe build failed; its output above says why.`);
}
