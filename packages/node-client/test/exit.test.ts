import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { goodBatch } from '@batch-status/loopback/batches';
import { beforeAll, describe, expect, test } from 'vitest';
import { startProxy } from './proxy.ts';
import { serve } from './serve.ts';

const program = fileURLToPath(new URL('holding.ts', import.meta.url));

/** The resources that kept the process alive after each action. */
const holding: Record<string, string[]> = {};

beforeAll(async () => {
  // The server keeps connections for longer than a test takes, and makes the client keep them too.
  await using server = await serve((request, response) => {
    if (request.url?.includes('no-response')) return;
    response.setHeader('keep-alive', 'timeout=600');
    const status = request.url?.includes('not-found') ? 404 : 200;
    response.writeHead(status).end(JSON.stringify(goodBatch));
  });
  await using proxy = await startProxy();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@batch-status/source', program],
    {
      env: {
        TRILLET_API_KEY: 'a-key',
        TRILLET_WORKSPACE_ID: 'a-workspace',
        TRILLET_BASE_URL: server.url,
        PROXY: `http://127.0.0.1:${proxy.port}`,
      },
    },
  );
  Object.assign(holding, JSON.parse(stdout));
});

describe('a process exits by itself', () => {
  test.each([
    'that created a client',
    'whose calls are over, without closing the client',
    'whose call failed',
    'that aborted a call',
    'that stopped watching',
    'that closed its client',
    'that closed its client while it waited',
    'whose call went through a proxy',
  ])('%s', (what) => {
    expect(holding[what]).toEqual([]);
  });

  test('but not during a call', () => {
    expect(holding['whose call is under way']?.length).toBeGreaterThan(0);
  });
});
