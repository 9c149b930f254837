import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlers, packers } from '../../../../scripts/pages/bundlers.ts';
import { createPageFolder, gzippedSize } from '../../../../scripts/pages/pages.ts';
import { openapiFetchCall, programs } from '../../../../scripts/pages/programs.ts';
import { buildPackages } from '../package-command.ts';
import type { Grid } from '../reports/table.ts';

const client = `
  import * as batchStatus from '@batch-status/fetch';
  const client = batchStatus.createBatchStatusClient({ baseUrl: '/api' });
`;

const rows = {
  'openapi-fetch, one call': openapiFetchCall,
  '@batch-status/fetch, one call': programs['one call'],
  '@batch-status/fetch, watching': programs.watching,
  '@batch-status/fetch, a monitor': `${client}
    for await (const report of batchStatus.createMonitor(client)) console.log(report);`,
  '@batch-status/fetch, the raw client': `${client}
    console.log(batchStatus.createRawClient(client));`,
  '@batch-status/element': "import '@batch-status/element';",
  '@batch-status/element/watch': "import '@batch-status/element/watch';",
  '@batch-status/fetch, everything': `${client} console.log(client, Object.entries(batchStatus));`,
};

/** The bytes that a page downloads of the packed packages, by the bundler that it uses. */
export async function benchPageSize(): Promise<Grid[]> {
  await buildPackages('@batch-status/fetch', '@batch-status/element');
  await using folder = await createPageFolder();
  const all = Object.entries({ ...bundlers, ...packers });
  const figures: Grid['figures'] = [];
  for (const [name, program] of Object.entries(rows)) {
    const values: number[] = [];
    for (const [bundler, bundle] of all) {
      const page = await folder.bundle(`${bundler}-${figures.length}`, program, bundle);
      values.push(gzippedSize(page.code));
    }
    figures.push({ name, values: [...values, null] });
  }
  const file = join(folder.path, 'node_modules/@batch-status/fetch/dist/browser.js');
  const values = [...all.map(() => null), gzippedSize(await readFile(file))];
  figures.push({ name: '@batch-status/fetch/browser, with licenses', values });
  return [
    {
      name: 'page-size',
      title: 'Size of a page’s code by bundler',
      note: 'Bytes, minified and gzipped, of the packages as they are packed. The last column is for a page without a bundler.',
      columns: [...all.map(([name]) => name), 'none'].map((name) => ({ name, format: 'whole' })),
      figures,
    },
  ];
}
