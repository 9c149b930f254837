import { existsSync } from 'node:fs';
import { Failed, run } from './run.ts';

const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const find = (): string | undefined => places.find((place) => place && existsSync(place));

/**
 * Finds a Chromium for the tests that need a browser, or installs Debian's where that can be done.
 *
 * @returns Its path.
 */
export async function findChromium(): Promise<string> {
  const present = find();
  if (present) return present;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run(['apt-get', 'update'], env);
    await run(['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'], env);
  }
  const installed = find();
  if (installed) return installed;
  throw new Failed(
    'There is no Chromium, which some tests need. Install one, for example by `sudo apt-get install chromium`, or name it in the environment as CHROMIUM.',
  );
}
