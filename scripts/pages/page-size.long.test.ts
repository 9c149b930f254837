import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packers } from './bundlers.ts';
import { ceilings, partsOf, used } from './contents.ts';
import { createPageFolder, gzippedSize, type PageFolder } from './pages.ts';
import { programs, type Program } from './programs.ts';

let folder: PageFolder;

beforeAll(async () => {
  folder = await createPageFolder();
});

afterAll(() => folder?.[Symbol.asyncDispose]());

describe.each(Object.entries(packers))('a page that %s bundles', (_, bundle) => {
  test.each(Object.keys(programs) as Program[])(
    'is at most a tenth larger than its ceiling, and contains only parts that it uses: %s',
    async (program) => {
      const page = await folder.bundle(program, programs[program], bundle);
      expect(gzippedSize(page.code)).toBeLessThanOrEqual(1.1 * ceilings[program]);
      expect(partsOf(page)).toEqual(used[program]);
    },
  );
});
