import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { flatDescription, type Description } from './description.ts';
import { redocly } from './redocly.ts';
import { selfContained } from './self-contained.ts';

const template = fileURLToPath(new URL('page.template', import.meta.url));

/** Redocly's options for the display of the contract. */
const display = {
  schemasExpansionLevel: 'all',
  jsonSamplesExpandLevel: 'all',
  hidePropertiesPrefix: true,
};

/**
 * Builds the reference as one self-contained HTML file.
 *
 * @param file Where to write it. Its folder is created.
 * @returns the size of the file in bytes.
 */
export async function buildPage(file: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-docs-'));
  const path = (name: string): string => join(folder, name);
  try {
    await redocly('bundle', 'batch-status', '--output', path('bundle.json'));
    const bundle = JSON.parse(await readFile(path('bundle.json'), 'utf8')) as Description;
    await writeFile(path('openapi.json'), JSON.stringify(flatDescription(bundle)));
    await writeFile(path('display.json'), JSON.stringify(display));
    await redocly(
      'build-docs',
      path('openapi.json'),
      '--inlineBundle',
      '--template',
      template,
      '--openapi',
      path('display.json'),
      '--output',
      path('page.html'),
    );
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, selfContained(await readFile(path('page.html'), 'utf8')));
    return (await stat(file)).size;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
