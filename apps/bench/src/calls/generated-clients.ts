import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { commandFile } from '../package-command.ts';

/** The exports of generated clients that the bench uses. */
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

/** Generates clients into a folder, which disposal removes. */
export async function generateClients(): Promise<GeneratedClients> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-bench-'));
  const redocly = join(folder, 'redocly.ts');
  const heyApi = join(folder, 'hey-api');
  await runNode(
    commandFile('@redocly/cli', 'redocly'),
    'generate-client',
    contract,
    '--output',
    redocly,
  );
  await runNode(
    commandFile('@hey-api/openapi-ts', 'openapi-ts'),
    '--input',
    contract,
    '--output',
    heyApi,
  );
  return {
    redocly: `export { client, getBatchStatus } from ${JSON.stringify(redocly)};`,
    heyApi: `export { client } from ${JSON.stringify(join(heyApi, 'client.gen.ts'))}; export { getBatchStatus } from ${JSON.stringify(heyApi)};`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** Bundles TypeScript whose imports Node cannot resolve, and imports it. */
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

async function runNode(...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, args, { env });
}
