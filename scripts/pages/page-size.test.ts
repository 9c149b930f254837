import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlers, type Page } from './bundlers.ts';
import { ceilings, parts, partsOf, used } from './contents.ts';
import { createPageFolder, gzippedSize, type PageFolder } from './pages.ts';
import { programs, type Program } from './programs.ts';

type Bundler = keyof typeof bundlers;
const allBundlers = Object.keys(bundlers) as Bundler[];
const allPrograms = Object.keys(programs) as Program[];

let folder: PageFolder;
const pages = new Map<string, Page>();
const pageOf = (program: Program, bundler: Bundler): Page => pages.get(`${program} ${bundler}`)!;

beforeAll(async () => {
  folder = await createPageFolder();
  for (const program of allPrograms) {
    for (const bundler of allBundlers) {
      const page = await folder.bundle(program, programs[program], bundlers[bundler]);
      pages.set(`${program} ${bundler}`, page);
    }
  }
});

afterAll(() => folder?.[Symbol.asyncDispose]());

const onlyElsewhere = 'NODE_EXTRA_CA_CERTS';

describe.each(allBundlers)('a page that %s bundles', (bundler) => {
  test.each(allPrograms)('is not larger than its ceiling: %s', (program) => {
    const { code } = pageOf(program, bundler);
    expect(gzippedSize(code)).toBeLessThanOrEqual(ceilings[program]);
  });

  test.each(allPrograms)('contains only parts that it uses: %s', (program) => {
    expect(partsOf(pageOf(program, bundler))).toEqual(used[program]);
  });

  test.each(allPrograms)('contains nothing that only other platforms need: %s', (program) => {
    expect(pageOf(program, bundler).code).not.toContain(onlyElsewhere);
  });

  test.each(allPrograms)('has about the size that others reach: %s', (program) => {
    const sizes = allBundlers.map((each) => gzippedSize(pageOf(program, each).code));
    const size = gzippedSize(pageOf(program, bundler).code);
    expect(size).toBeLessThanOrEqual(1.04 * Math.min(...sizes));
  });
});

test('a program that uses every part contains the text and the files of each', async () => {
  const everything = `
    import * as batchStatus from '@batch-status/fetch';
    import * as proxy from '@batch-status/fetch/proxy';
    console.log(batchStatus, proxy);
  `;
  const { code, files } = await folder.bundle('everything', everything, bundlers.esbuild);
  for (const part of Object.values(parts)) {
    expect(code).toContain(part.text);
    expect(files.join('\n')).toMatch(part.files);
  }
});

test('the build for other platforms has what they need', async () => {
  const file = join(folder.path, 'node_modules/@batch-status/client-core/dist/index.js');
  expect(await readFile(file, 'utf8')).toContain(onlyElsewhere);
});
