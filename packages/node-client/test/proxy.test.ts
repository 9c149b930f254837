import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { goodBatch } from '@batch-status/client-suite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startProxy } from './proxy.ts';

const source = fileURLToPath(new URL('../src/index.ts', import.meta.url));
const certificate = fileURLToPath(new URL('loopback.pem', import.meta.url));
const user = 'planted-user-61';
const password = 'planted-password-8d';
const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const plain = inject('faultServerUrl');

const pem = readFileSync(certificate);
const headersSeen: NodeJS.Dict<string | string[]>[] = [];
const secure = createServer({ key: pem, cert: pem }, (request, response) => {
  headersSeen.push(request.headers);
  response.end(JSON.stringify(goodBatch));
});
let secureUrl: string;

beforeAll(async () => {
  secure.listen(0, '127.0.0.1');
  await once(secure, 'listening');
  secureUrl = `https://localhost:${(secure.address() as AddressInfo).port}`;
});

afterAll(() => {
  secure.close();
  secure.closeAllConnections();
});

/** One call in a process of its own, which must end by itself; all that it can tell of an error. */
async function callIn(env: NodeJS.ProcessEnv): Promise<string> {
  const code = `
    import { inspect } from 'node:util';
    import { createBatchStatusClient } from '${source}';
    try {
      const client = createBatchStatusClient({ retry: false });
      const { total } = await client.getBatchStatus('good~proxy');
      console.log('total', total);
    } catch (error) {
      console.log(error.message);
      console.log(inspect(error, { depth: Infinity, showHidden: true }));
    }
  `;
  const args = ['--conditions=@batch-status/source', '--input-type=module', '--eval', code];
  const credentials = { TRILLET_API_KEY: 'planted-key', TRILLET_WORKSPACE_ID: 'planted-workspace' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    env: { NODE_EXTRA_CA_CERTS: certificate, ...credentials, ...env },
    timeout: 20_000,
  });
  expect(stdout + stderr).not.toMatch(/planted/);
  expect(stdout + stderr).not.toContain(basic.slice(6));
  return stdout;
}

const urlOf = (port: number): string => `http://${user}:${password}@127.0.0.1:${port}`;

describe.concurrent('a proxy of the environment', { timeout: 30_000 }, () => {
  test('makes a tunnel to a server, which does not see the proxy’s password', async () => {
    await using proxy = await startProxy();
    const env = { HTTPS_PROXY: urlOf(proxy.port), TRILLET_BASE_URL: secureUrl };
    expect(await callIn(env)).toBe('total 150\n');
    const target = new URL(secureUrl).host;
    expect(proxy.asked).toEqual([{ target, authorization: basic }]);
    expect(headersSeen.at(-1)).toMatchObject({ 'x-api-key': 'planted-key' });
    expect(headersSeen.at(-1)).not.toHaveProperty('proxy-authorization');
  });

  test('carries plain HTTP', async () => {
    await using proxy = await startProxy();
    const env = { http_proxy: urlOf(proxy.port), TRILLET_BASE_URL: plain };
    expect(await callIn(env)).toBe('total 150\n');
    const target = `${plain}/v1/api/batch-calls/good~proxy/status`;
    expect(proxy.asked).toEqual([{ target, authorization: basic }]);
  });

  test('is passed by where NO_PROXY says so', async () => {
    await using proxy = await startProxy();
    const proxies = { HTTPS_PROXY: urlOf(proxy.port), HTTP_PROXY: urlOf(proxy.port) };
    const env = { ...proxies, NO_PROXY: 'localhost,127.0.0.1' };
    expect(await callIn({ ...env, TRILLET_BASE_URL: secureUrl })).toBe('total 150\n');
    expect(await callIn({ ...env, TRILLET_BASE_URL: plain })).toBe('total 150\n');
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
    expect(await callIn({ ...env, TRILLET_BASE_URL: secureUrl })).toContain('was not answered');
    const answer = await callIn({ ...env, TRILLET_BASE_URL: plain });
    expect(answer).toMatch(refusal === 502 ? /answered 502/ : /was not answered/);
  });

  test('that is not there is a network error without its password', async () => {
    const env = { HTTPS_PROXY: urlOf(9), TRILLET_BASE_URL: secureUrl };
    expect(await callIn(env)).toContain('was not answered');
  });

  test.each([
    ['no URL', `http://${user}:${password}@proxy with spaces`],
    ['of another protocol', `ftp://${user}:${password}@127.0.0.1`],
    ['without a protocol', `${user}:${password}@127.0.0.1:8080`],
    ['with a user that cannot be decoded', `http://%zz${user}:${password}@127.0.0.1:8080`],
  ])('is named, and not quoted, where it is %s', async (_what, url) => {
    expect(await callIn({ HTTPS_PROXY: url })).toContain(
      'HTTPS_PROXY should be the URL of a proxy',
    );
  });
});
