import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from '../../../../scripts/run.ts';

export const origin = 'https://docs.example.com';

const built = new Map<string, Promise<string>>();

/** The folder of the site for a base. It is built once for all tests of a process, which removes it. */
export function builtSite(base: string): Promise<string> {
  let folder = built.get(base);
  if (!folder) {
    folder = buildAgain(base);
    built.set(base, folder);
  }
  return folder;
}

/** Builds the site, whether it was built before or not. */
export async function buildAgain(base: string): Promise<string> {
  const output = mkdtempSync(join(tmpdir(), 'batch-status-site-test-'));
  process.once('exit', () => rmSync(output, { recursive: true, force: true }));
  const entry = fileURLToPath(new URL('../../src/build.ts', import.meta.url));
  const options = [`--base=${base}`, `--origin=${origin}`, `--output=${output}`];
  // The test runner sets variables by which Astro would build a page for development. They stay set
  // here, because anybody may have set them.
  const { ok, output: printed } = await run([process.execPath, entry, ...options]);
  if (!ok) throw new Error(printed);
  return output;
}
