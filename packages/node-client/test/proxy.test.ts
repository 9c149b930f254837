import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { everythingIn } from '@batch-status/client-suite';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import { goodBatch } from '@batch-status/loopback/batches';
import * as undici from 'undici';
import { lowestUndici } from './lowest-undici.ts';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createDefaultDispatcher } from '../src/transport/default-dispatcher.ts';
import { createBatchStatusClient } from '../src/index.ts';
import { startProxy } from './proxy.ts';

const user = 'planted-user-61';
const password = 'planted-password-8d';
const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const plain = inject('faultServerUrl');

const pem = readFileSync(new URL('loopback.pem', import.meta.url), 'utf8');
const trusted = getCACertificates('default');
const headersSeen: NodeJS.Dict<string | string[]>[] = [];
const secure = createServer({ key: pem, cert: pem }, (request, response) => {
  headersSeen.push(request.headers);
  response.end(JSON.stringify(goodBatch));
});
let server: LoopbackServer;
let secureUrl: string;

beforeAll(async () => {
  setDefaultCACertificates([...trusted, pem]);
  server = await listenOnLoopback(secure);
  secureUrl = `https://localhost:${server.port}`;
});

afterEach(() => vi.unstubAllEnvs());

afterAll(async () => {
  setDefaultCACertificates(trusted);
  await server.close();
});

const urlOf = (port: number): string => `http://${user}:${password}@127.0.0.1:${port}`;

describe.each([
  ['the installed undici', undici],
  ['the lowest undici', lowestUndici],
])('a proxy of the environment, with %s', (_which, agents) => {
  /** The total of a batch that is requested in an environment, or all text of its error. */
  async function callIn(env: Readonly<Record<string, string>>): Promise<number | string> {
    const names = [
      'http_proxy',
      'HTTP_PROXY',
      'https_proxy',
      'HTTPS_PROXY',
      'no_proxy',
      'NO_PROXY',
    ];
    for (const name of [...names, 'TRILLET_BASE_URL']) vi.stubEnv(name, env[name]);
    vi.stubEnv('TRILLET_API_KEY', 'planted-key');
    vi.stubEnv('TRILLET_WORKSPACE_ID', 'planted-workspace');
    const call = async (): Promise<number> => {
      const dispatcher = createDefaultDispatcher(agents, 'http://127.0.0.1');
      const client = createBatchStatusClient({ dispatcher, retry: false });
      try {
        return (await client.getBatchStatus('good~proxy')).total;
      } finally {
        await dispatcher.destroy();
      }
    };
    const outcome = await call().catch((error: unknown) => everythingIn(error));
    expect(`${outcome}`).not.toMatch(/planted/);
    expect(`${outcome}`).not.toContain(basic.slice(6));
    return outcome;
  }

  test('tunnels to the server, which does not see the password of the proxy', async () => {
    await using proxy = await startProxy();
    const env = { HTTPS_PROXY: urlOf(proxy.port), TRILLET_BASE_URL: secureUrl };
    expect(await callIn(env)).toBe(150);
    const target = new URL(secureUrl).host;
    expect(proxy.asked).toEqual([{ target, authorization: basic }]);
    expect(headersSeen.at(-1)).toMatchObject({ 'x-api-key': 'planted-key' });
    expect(headersSeen.at(-1)).not.toHaveProperty('proxy-authorization');
  });

  test('forwards plain HTTP', async () => {
    await using proxy = await startProxy();
    const env = { http_proxy: urlOf(proxy.port), TRILLET_BASE_URL: plain };
    expect(await callIn(env)).toBe(150);
    const target = `${plain}/v1/api/batch-calls/good~proxy/status`;
    expect(proxy.asked).toEqual([{ target, authorization: basic }]);
  });

  test('is bypassed for hosts in NO_PROXY', async () => {
    await using proxy = await startProxy();
    const proxies = { HTTPS_PROXY: urlOf(proxy.port), HTTP_PROXY: urlOf(proxy.port) };
    const env = { ...proxies, NO_PROXY: 'localhost,127.0.0.1' };
    expect(await callIn({ ...env, TRILLET_BASE_URL: secureUrl })).toBe(150);
    expect(await callIn({ ...env, TRILLET_BASE_URL: plain })).toBe(150);
    expect(proxy.asked).toEqual([]);
  });

  test.each([
    ['refuses the password', 407],
    ['is out of order', 502],
    ['hangs up', 0],
  ])('that %s is a network error without its password', async (_what, refusal) => {
    await using proxy = await startProxy(refusal);
    const url = urlOf(proxy.port);
    const env = { HTTPS_PROXY: url, HTTP_PROXY: url };
    expect(await callIn({ ...env, TRILLET_BASE_URL: secureUrl })).toContain('got no response');
    const answer = await callIn({ ...env, TRILLET_BASE_URL: plain });
    expect(answer).toMatch(refusal === 502 ? /returned 502/ : /got no response/);
  });

  test('that does not exist is a network error without its password', async () => {
    const env = { HTTPS_PROXY: urlOf(9), TRILLET_BASE_URL: secureUrl };
    expect(await callIn(env)).toContain('got no response');
  });

  test.each([
    ['no URL', `http://${user}:${password}@proxy with spaces`],
    ['of another protocol', `ftp://${user}:${password}@127.0.0.1`],
    ['without a protocol', `${user}:${password}@127.0.0.1:8080`],
    ['with a user that cannot be decoded', `http://%zz${user}:${password}@127.0.0.1:8080`],
  ])('is named, but not quoted, if it is %s', async (_what, url) => {
    expect(await callIn({ HTTPS_PROXY: url })).toContain(
      '`HTTPS_PROXY` must be the URL of a proxy',
    );
  });
});

// In this process, other imports have loaded all of undici.
test('a program that imports only the client tunnels to the server', async () => {
  await using proxy = await startProxy();
  const program = fileURLToPath(new URL('behind-proxy.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@batch-status/source', program],
    {
      env: {
        HTTPS_PROXY: urlOf(proxy.port),
        NODE_EXTRA_CA_CERTS: fileURLToPath(new URL('loopback.pem', import.meta.url)),
        TRILLET_API_KEY: 'planted-key',
        TRILLET_WORKSPACE_ID: 'planted-workspace',
        TRILLET_BASE_URL: secureUrl,
      },
    },
  );
  expect(stdout).toBe('150');
  expect(proxy.asked).toEqual([{ target: new URL(secureUrl).host, authorization: basic }]);
});
