import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { buildPackages } from '../package-command.ts';
import { generateClients, type GeneratedClients } from '../calls/generated-clients.ts';
import { figuresOf, type Figure } from '../rounds/figures.ts';
import type { Table } from '../reports/table.ts';
import { kilobytes } from '../reports/units.ts';

type Entries = Record<string, string>;

const openapiFetch = `import createClient from 'openapi-fetch'; const request = () => createClient().GET('/');`;
const show = 'console.log(await request());';

/** The smallest program that makes one call, for each client. */
const callEntries = ({ redocly, heyApi }: GeneratedClients): Entries => ({
  'openapi-fetch': openapiFetch + show,
  '@batch-status/fetch':
    "import { createBatchStatusClient } from '@batch-status/fetch'; console.log(await createBatchStatusClient().getBatchStatus('b'));",
  ky: "import ky from 'ky'; console.log(await ky('/').json());",
  ofetch: "import { ofetch } from 'ofetch'; console.log(await ofetch('/'));",
  axios: "import axios from 'axios'; console.log(await axios.get('/'));",
  'redocly generate-client': redocly,
  '@hey-api/openapi-ts': heyApi,
});

/** The smallest program that polls until a batch is complete, for each client. */
const watchEntries: Entries = {
  '@smithy/util-waiter over openapi-fetch': `${openapiFetch}
    import { createWaiter, WaiterState } from '@smithy/util-waiter';
    console.log(await createWaiter({ maxWaitTime: 3600 }, {}, async () => {
      const { data } = await request();
      return { state: data.isComplete ? WaiterState.SUCCESS : WaiterState.RETRY, reason: data };
    }));`,
  '@azure/core-lro over openapi-fetch': `${openapiFetch}
    import { createHttpPoller } from '@azure/core-lro';
    const send = async () => {
      const { data, response } = await request();
      const { status: statusCode, headers } = response;
      return { flatResponse: data, rawResponse: { statusCode, headers: Object.fromEntries(headers), body: data } };
    };
    console.log(await createHttpPoller({ sendInitialRequest: send, sendPollRequest: send }).pollUntilDone());`,
  '@batch-status/fetch, watch':
    "import { createBatchStatusClient, watch } from '@batch-status/fetch'; for await (const update of watch(createBatchStatusClient(), 'b')) console.log(update);",
};

/** The bytes that a page downloads of the published packages: bundled and minified for browsers by esbuild, gzip level 9. */
export async function benchSize(): Promise<Table[]> {
  await buildPackages();
  await using generated = await generateClients();
  const note =
    'Kilobytes, minified and gzipped, all by the same bundler. The ratio is to the first.';
  return [
    {
      ...{
        name: 'size',
        title: 'Size of a page’s code that makes one call',
        note,
        unit: kilobytes,
      },
      figures: await sizesOf(callEntries(generated)),
    },
    {
      ...{ name: 'size-watch', title: 'Size of a page’s code that watches', note, unit: kilobytes },
      figures: await sizesOf(watchEntries),
    },
  ];
}

async function sizesOf(entries: Entries): Promise<Figure[]> {
  const sizes: number[] = [];
  for (const contents of Object.values(entries)) {
    const result = await build({
      stdin: { contents, resolveDir: import.meta.dirname },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'browser',
    });
    sizes.push(gzipSync(result.outputFiles[0]!.contents, { level: 9 }).byteLength);
  }
  return figuresOf(Object.keys(entries), [sizes]);
}
