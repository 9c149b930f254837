import { existsSync } from 'node:fs';
import { findChromium } from '../chromium.ts';
import { run } from '../run.ts';

/** Where Chromium is, or why the tests that need it are skipped. */
export type Chromium = { path: string } | { missing: string };

/** Finds Chromium, or installs it where that takes no password. */
export async function provideChromium(print: (text: string) => void): Promise<Chromium> {
  const found = findChromium();
  if (found) return { path: found };
  const named = process.env['CHROMIUM'];
  if (named) return { missing: `CHROMIUM names ${named}, which does not exist.` };
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { missing: 'None was found; CHROMIUM may name one.' };
  }
  print('Installing Chromium with apt-get, because the browser tests need it…');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run(['apt-get', 'update'], env);
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'];
  const { output } = await run(install, env);
  const installed = findChromium();
  if (installed) return { path: installed };
  return { missing: `apt-get could not install it: ${output.trim().split('\n').at(-1)}` };
}
