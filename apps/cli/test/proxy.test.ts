import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { goodBatch } from '@batch-status/client-suite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { apiKey, runCommand, timeout } from './run-command.ts';

/** Answers for everybody, as a proxy may. */
const asked: (string | undefined)[] = [];
const proxy = createServer((request, response) => {
  asked.push(request.url);
  response.end(JSON.stringify(goodBatch));
});
const password = 'planted-password-33';
let proxyUrl: string;

beforeAll(async () => {
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  proxyUrl = `http://user:${password}@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});

afterAll(() => {
  proxy.close();
  proxy.closeAllConnections();
});

describe('the proxy of the environment', { timeout }, () => {
  test('is asked for a server that only it can reach', async () => {
    const env = { HTTP_PROXY: proxyUrl };
    const result = await runCommand(['get', 'proxied', '--json'], 'http://service.invalid', {
      env,
    });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({ total: 150 });
    expect(asked).toEqual(['http://service.invalid/v1/api/batch-calls/proxied/status']);
  });

  test('is passed by where NO_PROXY says so', async () => {
    const env = { HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.1' };
    const before = asked.length;
    expect(await runCommand(['get', 'good~cli'], inject('faultServerUrl'), { env })).toMatchObject({
      code: 0,
    });
    expect(asked).toHaveLength(before);
  });

  test('is wrong usage where it is none, and its password is not told', async () => {
    const env = { HTTPS_PROXY: `user:${password}@${apiKey}` };
    const result = await runCommand(['get', 'b', '--debug'], 'http://service.invalid', { env });
    expect(result).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'batch-status: HTTPS_PROXY should be the URL of a proxy, such as http://proxy.example:8080.\n',
    });
  });
});
