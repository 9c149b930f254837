import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';

/** Bundles code for a page. `bytes` is its size after minifying and gzip. */
async function bundle(code: string): Promise<{ bytes: number; text: string }> {
  const result = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['@batch-status/source'],
  });
  const text = result.outputFiles[0]!.text;
  return { bytes: gzipSync(text, { level: 9 }).byteLength, text };
}

const client = `
  import { createBatchStatusClient, watch } from '../src/index.ts';
  const client = createBatchStatusClient({ baseUrl: '/api' });
`;
const call = `${client} console.log(await client.getBatchStatus('b'));`;
const watching = `${client} for await (const update of watch(client, 'b')) console.log(update);`;

const inNode = (import.meta.env['TEST_RUNTIME'] ?? 'node') === 'node';

// Deno and Bun have their own gzip, whose output is a few bytes longer.
describe.runIf(inNode)('a bundle', () => {
  test('of one call has at most 8.38 kB, and no code for watching', async () => {
    const { bytes, text } = await bundle(call);
    expect(bytes).toBeLessThanOrEqual(8_380);
    expect(text).not.toContain('Watch it again');
    expect(text).not.toContain('maxStaleness');
  });

  test('of watching has at most 12.5 kB', async () => {
    const { bytes, text } = await bundle(watching);
    expect(text).toContain('maxStaleness');
    expect(bytes).toBeLessThanOrEqual(12_500);
  });

  test('contains nothing of the proxy', async () => {
    expect((await bundle(watching)).text).not.toContain('Key refused');
  });
});
