import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

/** What every client that is generated here exports, as far as it is used here. */
export interface GeneratedClient {
  client: { configure(config: object): void; setConfig(config: object): void };
  getBatchStatus: (args: object, init?: object) => Promise<unknown>;
}

/** Clients that other tools generate from the contract, each as code that exports it. */
export interface GeneratedClients extends AsyncDisposable {
  redocly: string;
  heyApi: string;
}

const contract = fileURLToPath(import.meta.resolve('@batch-status/spec/openapi.yaml'));
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** Generates them into a folder that goes when they are disposed of. */
export async function generateClients(): Promise<GeneratedClients> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-bench-'));
  const redocly = join(folder, 'redocly.ts');
  const heyApi = join(folder, 'hey-api');
  await runBin('redocly', 'generate-client', contract, '--output', redocly);
  await runBin('openapi-ts', '--input', contract, '--output', heyApi);
  return {
    redocly: `export { client, getBatchStatus } from '${redocly}';`,
    heyApi: `export { client } from '${heyApi}/client.gen.ts'; export { getBatchStatus } from '${heyApi}';`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** Imports what is TypeScript with imports that Node cannot resolve. */
export async function importGenerated(contents: string): Promise<GeneratedClient> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-bench-'));
  const outfile = join(folder, 'client.mjs');
  try {
    await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
    });
    return (await import(pathToFileURL(outfile).href)) as GeneratedClient;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runBin(name: string, ...args: string[]): Promise<void> {
  const bin = fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
  await promisify(execFile)(bin, args, { env });
}
