import { existsSync } from 'node:fs';
import { findRedis } from '@batch-status/loopback/redis';
import { findChromium } from '../chromium.ts';
import { run } from '../run.ts';

/** A program that some tests need, and that no package of npm has. */
export interface Program {
  name: string;
  /** The environment variable that may name it. */
  variable: string;
  find: () => string | undefined;
  /** The package of Debian. */
  package: string;
  tests: string;
}

export const programs: Readonly<Record<'chromium' | 'redis', Program>> = {
  chromium: {
    name: 'Chromium',
    variable: 'CHROMIUM',
    find: findChromium,
    package: 'chromium',
    tests: 'the browser tests',
  },
  redis: {
    name: 'Redis',
    variable: 'REDIS_SERVER',
    find: findRedis,
    package: 'redis-server',
    tests: 'the tests of stores in Redis',
  },
};

/** Where a program is, or why the tests that need it are skipped. */
export type Provided = { path: string } | { missing: string };

/** Finds a program, or installs it where that takes no password. */
export async function provideProgram(
  { name, variable, find, package: debianPackage, tests }: Program,
  print: (text: string) => void,
): Promise<Provided> {
  const found = find();
  if (found) return { path: found };
  const named = process.env[variable];
  if (named) return { missing: `${variable} names ${named}, which does not exist.` };
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { missing: `None was found; ${variable} may name one.` };
  }
  print(`Installing ${name} with apt-get, because ${tests} need it…`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run(['apt-get', 'update'], env);
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', debianPackage];
  const { output } = await run(install, env);
  const installed = find();
  if (installed) return { path: installed };
  return { missing: `apt-get could not install it: ${output.trim().split('\n').at(-1)}` };
}

/** Chromium and Redis, one after the other, since apt-get runs once at a time. */
export async function providePrograms(
  print: (text: string) => void,
): Promise<Record<'chromium' | 'redis', Provided>> {
  const redis = await provideProgram(programs.redis, print);
  const chromium = await provideProgram(programs.chromium, print);
  return { redis, chromium };
}
