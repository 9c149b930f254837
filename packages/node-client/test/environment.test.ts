import { everythingIn } from '@batch-status/client-suite';
import { goodBatch } from '@batch-status/loopback/batches';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import {
  createBatchStatusClient,
  waitUntilComplete,
  type NodeClientOptions,
} from '../src/index.ts';

const faults = inject('faultServerUrl');
const secret = 'planted-secret-7f3a';

function setEnvironment(variables: Record<string, string | undefined>): void {
  const all = ['TRILLET_API_KEY', 'TRILLET_WORKSPACE_ID', 'TRILLET_BASE_URL'];
  for (const name of all) vi.stubEnv(name, variables[name]);
}

afterEach(() => vi.unstubAllEnvs());

/** The error of creating a client. */
function failure(options?: NodeClientOptions): unknown {
  try {
    createBatchStatusClient(options);
  } catch (error) {
    return error;
  }
  return expect.unreachable('The client was made.');
}

async function headersSeen(options: NodeClientOptions | undefined, id: string): Promise<object> {
  await using client = createBatchStatusClient(options);
  expect(await client.getBatchStatus(id)).toEqual(goodBatch);
  const seen = await fetch(`${faults}/seen?${id}`);
  const [{ headers }] = (await seen.json()) as [{ headers: object }];
  return headers;
}

test('a client without options reads all of them from the environment', async () => {
  setEnvironment({
    TRILLET_API_KEY: 'env-key',
    TRILLET_WORKSPACE_ID: 'env-workspace',
    TRILLET_BASE_URL: faults,
  });
  expect(await headersSeen(undefined, 'good~environment')).toMatchObject({
    'x-api-key': 'env-key',
    'x-workspace-id': 'env-workspace',
  });
});

test('a passed option takes precedence, even if it is undefined', async () => {
  setEnvironment({ TRILLET_API_KEY: 'env-key', TRILLET_WORKSPACE_ID: 'env-workspace' });
  const options = { baseUrl: faults, apiKey: undefined, workspaceId: 'passed-workspace' };
  const headers = await headersSeen(options, 'good~passed');
  expect(headers).toMatchObject({ 'x-workspace-id': 'passed-workspace' });
  expect(headers).not.toHaveProperty('x-api-key');
});

describe('a missing variable is named by a call, with how to pass the option instead', () => {
  test.each<[Record<string, string>, NodeClientOptions | undefined, string]>([
    [
      {},
      undefined,
      "TRILLET_API_KEY and TRILLET_WORKSPACE_ID were not set when the client was created. Set them, or pass createBatchStatusClient({ apiKey: '…', workspaceId: '…' }). If a proxy adds them, pass { apiKey: undefined, workspaceId: undefined }.",
    ],
    [
      { TRILLET_WORKSPACE_ID: 'w' },
      {},
      "TRILLET_API_KEY was not set when the client was created. Set it, or pass createBatchStatusClient({ apiKey: '…' }). If a proxy adds it, pass { apiKey: undefined }.",
    ],
    [
      { TRILLET_API_KEY: secret, TRILLET_WORKSPACE_ID: '' },
      undefined,
      "TRILLET_WORKSPACE_ID was not set when the client was created. Set it, or pass createBatchStatusClient({ workspaceId: '…' }). If a proxy adds it, pass { workspaceId: undefined }.",
    ],
  ])('%j', async (variables, options, message) => {
    setEnvironment({ ...variables, TRILLET_BASE_URL: faults });
    await using client = createBatchStatusClient(options);
    const id = `good~${crypto.randomUUID()}`;
    const error: unknown = await client.getBatchStatus(id).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_argument', message });
    expect(everythingIn(error)).not.toContain(secret);
    const seen = await fetch(`${faults}/seen?${id}`);
    expect(await seen.json()).toEqual([]);
  });

  test('a watch ends with the error of its first call', async () => {
    setEnvironment({ TRILLET_BASE_URL: faults });
    await using client = createBatchStatusClient();
    await expect(waitUntilComplete(client, 'good')).rejects.toMatchObject({ option: 'apiKey' });
  });

  test('a misspelled option is named instead', () => {
    setEnvironment({});
    expect(failure({ apikey: secret } as never)).toMatchObject({
      message: expect.stringContaining('Unknown option `apikey`'),
    });
  });
});

test.each([
  ['TRILLET_API_KEY', 'apiKey', `${secret} with spaces`, 'got a string with a space'],
  ['TRILLET_WORKSPACE_ID', 'workspaceId', `${secret}\n`, 'got a string with a space'],
  ['TRILLET_BASE_URL', 'baseUrl', `ftp://user:${secret}@example.org`, 'got a string'],
  ['TRILLET_BASE_URL', 'baseUrl', '/api', 'got a path'],
])('an invalid variable is named, and not quoted: %s', (name, option, value, found) => {
  const good = { TRILLET_API_KEY: 'k', TRILLET_WORKSPACE_ID: 'w', TRILLET_BASE_URL: faults };
  setEnvironment({ ...good, [name]: value });
  const error = failure();
  const [start, end] = [`${name}: \`${option}\` must be `, `; ${found}.`];
  const { message } = error as Error;
  expect([message.slice(0, start.length), message.slice(-end.length)]).toEqual([start, end]);
  expect(error).toMatchObject({ option });
  expect(everythingIn(error)).not.toContain(secret);
});
