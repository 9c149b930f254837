import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';

const source = fileURLToPath(new URL('../src/index.ts', import.meta.url));
const env = {
  TRILLET_API_KEY: 'a-key',
  TRILLET_WORKSPACE_ID: 'a-workspace',
  TRILLET_BASE_URL: inject('faultServerUrl'),
};

/** Runs a process of its own, and fails where it does not end by itself. */
async function run(code: string): Promise<string> {
  const args = [
    '--conditions=@batch-status/source',
    '--input-type=module',
    '--eval',
    `import { createBatchStatusClient, watch } from '${source}';\n${code}`,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 20_000 });
  return stdout.trim();
}

const untilExit = 'const at = Date.now(); process.on("exit", () => console.log(Date.now() - at));';

describe.concurrent('a process ends by itself', { timeout: 30_000 }, () => {
  test.each([
    ['that made a client', 'createBatchStatusClient();'],
    [
      'whose calls are over, and that closed nothing',
      "const client = createBatchStatusClient(); await client.getBatchStatus('good~exit');",
    ],
    [
      'whose call failed',
      "await createBatchStatusClient().getBatchStatus('not-found~exit').catch(() => 0);",
    ],
    [
      'that gave a call up',
      "await createBatchStatusClient().getBatchStatus('never-answered~exit', { signal: AbortSignal.timeout(50) }).catch(() => 0);",
    ],
    [
      'that stopped watching',
      "for await (const update of watch(createBatchStatusClient(), 'good~exit')) break;",
    ],
    [
      'that closed its client',
      "{ await using client = createBatchStatusClient(); await client.getBatchStatus('good~exit'); }",
    ],
  ])('%s', async (_what, code) => {
    // Without this a connection kept alive would hold it for 3 seconds at least.
    expect(Number(await run(`${code} ${untilExit}`))).toBeLessThan(2_500);
  });
});
