/** Prints as JSON which files of undici are loaded by importing the client, and by its first call. */
import { createRequire } from 'node:module';
import { createBatchStatusClient } from '@batch-status/node';

const loaded = (): string[] =>
  Object.keys(createRequire(import.meta.url).cache)
    .map((file) => file.replaceAll('\\', '/').split('/undici/')[1])
    .filter((file) => file !== undefined);

const client = createBatchStatusClient({
  baseUrl: 'http://127.0.0.1:9',
  apiKey: 'a-key',
  workspaceId: 'a-workspace',
  retry: false,
});
const imported = loaded();
await client.getBatchStatus('b').catch(() => undefined);
process.stdout.write(JSON.stringify({ imported, called: loaded() }));
