import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { figuresOf } from './measure.ts';
import { kilobytes, type Table } from './table.ts';

const use = 'console.log(await (await client("http://127.0.0.1/")).json());';

/** The least code that makes one call by each client. */
const entries: Record<string, string> = {
  'openapi-fetch':
    "import createClient from 'openapi-fetch'; console.log(await createClient().GET('/'));",
  '@batch-status/fetch':
    "import { createBatchStatusClient } from '@batch-status/fetch'; console.log(await createBatchStatusClient().getBatchStatus('b'));",
  '@batch-status/fetch, watching':
    "import { createBatchStatusClient, watch } from '@batch-status/fetch'; for await (const update of watch(createBatchStatusClient(), 'b')) console.log(update);",
  ky: `import client from 'ky'; ${use}`,
  ofetch: "import { ofetch } from 'ofetch'; console.log(await ofetch('http://127.0.0.1/'));",
  axios: "import axios from 'axios'; console.log(await axios.get('http://127.0.0.1/'));",
};

/** What a page downloads: bundled for browsers and minified by esbuild, gzip level 9. */
export async function benchSize(): Promise<Table[]> {
  const bytes: number[] = [];
  for (const contents of Object.values(entries)) {
    const result = await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      conditions: ['@batch-status/source'],
    });
    bytes.push(gzipSync(result.outputFiles[0]!.contents, { level: 9 }).byteLength);
  }
  return [
    {
      name: 'size',
      title: 'Size of a page’s code for one call',
      note: 'Kilobytes, minified and gzipped by one bundler. The ratio is to openapi-fetch.',
      unit: kilobytes,
      figures: figuresOf(Object.keys(entries), [bytes]),
    },
  ];
}
