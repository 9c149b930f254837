import { browserNeeds } from '../cases/runtimes/browser-needs.ts';
import type { SkippedTest } from './run-events.ts';

/** Something that a machine may lack. Tests that need it are then skipped. */
export interface OptionalPart {
  name: string;
  needs: string;
  /** Matches a test's file and full name. */
  tests: RegExp;
  /** With `CI=true` on one of these systems, a skipped test of it counts as failed. */
  requiredOn: readonly NodeJS.Platform[];
  /** The command that provides what it needs, by system. */
  fix: Partial<Record<NodeJS.Platform, string>>;
}

const rebuildRuntimes = 'pnpm --filter @batch-status/runtimes rebuild';

/** A skipped test belongs to the first part that matches it. Linux requires all of them. */
export const optionalParts: readonly OptionalPart[] = [
  {
    name: 'tests in a browser',
    needs: 'Chromium, Chrome, or Edge',
    tests:
      /^tests in Chromium$|^apps\/(?:docs|dashboard)\/test\/.* in Chromium > | > a page in Chromium > |^apps\/examples\/.* > browser\.ts /,
    requiredOn: ['linux', 'darwin', 'win32'],
    fix: {
      linux: 'sudo apt-get install chromium',
      darwin: 'brew install --cask google-chrome',
      win32: 'winget install Google.Chrome',
    },
  },
  { name: 'cases in Chromium', tests: /^cases in Chromium/, ...browserNeeds.chromium },
  {
    name: 'tests in Firefox',
    tests: /^cases in Firefox| > elements in Firefox$/,
    ...browserNeeds.firefox,
  },
  {
    name: 'tests in WebKit',
    tests: /^cases in WebKit| > elements in WebKit$/,
    ...browserNeeds.webkit,
  },
  {
    name: 'tests with Redis',
    needs: 'Redis or Valkey',
    tests: /^faults of a server$|^(?:apps|packages)\/[\w-]+\/test\/(?:redis|bullmq)\//,
    requiredOn: ['linux'],
    fix: { linux: 'sudo apt-get install redis-server', darwin: 'brew install redis' },
  },
  {
    name: 'tests of shell scripts',
    needs: 'bash',
    tests:
      /^(?:scripts\/action|apps\/examples\/test\/shell)\.test\.ts > |^apps\/examples\/.* > \w+\.sh /,
    requiredOn: ['linux', 'darwin'],
    fix: { linux: 'sudo apt-get install bash', win32: 'winget install Git.Git' },
  },
  {
    name: 'tests of releases',
    needs: 'pnpm as a program, not as a batch file',
    tests: /^scripts\/release\/(?:release|version-packages)(?:\.long)?\.test\.ts > /,
    requiredOn: ['linux', 'darwin'],
    fix: {},
  },
  {
    name: 'tests in a terminal',
    needs: 'a terminal of Unix',
    tests: /^apps\/cli\/test\/process\.test\.ts > a process in a terminal > /,
    requiredOn: ['linux', 'darwin'],
    fix: {},
  },
  {
    name: 'tests of a full disk, and of signals to npm',
    needs: 'a shell of Unix',
    tests:
      /^packages\/har\/test\/full-disk\.test\.ts > |^apps\/contract-tests\/test\/record-process\.test\.ts > .* when npm was ended/,
    requiredOn: ['linux', 'darwin'],
    fix: {},
  },
  {
    name: 'tests in other versions of Node',
    needs: 'the programs of runtimes/',
    tests: /^scripts\/packages\.test\.ts > .*(?: in Node \d|in a Node that is too old)/,
    requiredOn: ['linux', 'darwin', 'win32'],
    fix: { linux: rebuildRuntimes, darwin: rebuildRuntimes, win32: rebuildRuntimes },
  },
  {
    name: 'the JSON Schema Test Suite',
    needs: 'a clone of it, whose folder JSON_SCHEMA_TEST_SUITE names',
    tests: /^packages\/conformance\/test\/schema\/json-schema-test-suite\.long\.test\.ts > /,
    requiredOn: ['linux'],
    fix: {
      linux:
        'git clone https://github.com/json-schema-org/JSON-Schema-Test-Suite /tmp/suite && export JSON_SCHEMA_TEST_SUITE=/tmp/suite',
    },
  },
  {
    name: 'tests of Unix',
    needs: 'its signals and file permissions',
    tests: /^(?:apps|packages\/command)\/.* > .*(?:SIGINT|SIGTERM|read permission| signal )/,
    requiredOn: ['linux', 'darwin'],
    fix: {},
  },
  {
    name: 'other tests',
    needs: 'what this system lacks',
    tests: /^/,
    requiredOn: ['linux'],
    fix: {},
  },
];

export interface SkippedPart {
  part: OptionalPart;
  tests: SkippedTest[];
}

/** The parts that skipped tests belong to, in the order of the table. */
export function skippedParts(
  tests: readonly SkippedTest[],
  parts: readonly OptionalPart[] = optionalParts,
): SkippedPart[] {
  const partOf = ({ name }: SkippedTest): OptionalPart | undefined =>
    parts.find((part) => part.tests.test(name));
  return parts
    .map((part) => ({ part, tests: tests.filter((test) => partOf(test) === part) }))
    .filter((found) => found.tests.length > 0);
}
