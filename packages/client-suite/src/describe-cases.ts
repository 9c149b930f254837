import { describe, expect, test } from 'vitest';
import { runsIn, type ClientName } from './cases/case.ts';
import { readCases } from './cases/read-cases.ts';
import { judgeCase } from './run/judge-case.ts';
import type { Library } from './run/library.ts';

/** A client whose cases run as tests, in Node and without a build. */
export interface ClientOfCases {
  /** The name of the client, for the titles of its tests. */
  name: string;
  client: ClientName;
  library: Library;
  /** The URL of the fault server. */
  serverUrl: string;
  /** The files whose cases run; by default, all. */
  files?: readonly string[];
}

const cases = await readCases();

/** A test for each case. `pnpm test:runtimes` runs the same cases in every runtime. */
export function describeCases({ name, client, library, serverUrl, files }: ClientOfCases): void {
  const surroundings = { client, library, serverUrl, runtime: 'node' } as const;
  const own = cases.filter((each) => runsIn(each, 'node', client));
  describe.each(files ?? [...new Set(own.map(({ file }) => file))])(`${name}: %s`, (file) => {
    const ofFile = own.filter((each) => each.file === file);
    test.each(ofFile.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
      expect(await judgeCase(each, surroundings, crypto.randomUUID())).toEqual([]);
    });
  });
}
