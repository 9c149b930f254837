import { readFile } from 'node:fs/promises';
import type { TlsFault } from '@batch-status/client-suite';
import { goodBatch } from '@batch-status/loopback/batches';
import { Agent } from 'undici';
import { expect, inject, test } from 'vitest';
import { createBatchStatusClient, type BatchStatus } from '../src/index.ts';

const readCertificate = (name: TlsFault): Promise<string> =>
  readFile(new URL(`../../client-suite/certificates/${name}.pem`, import.meta.url), 'utf8');

/** Sends a call to a server whose certificate the client trusts. */
async function callTrusting(fault: Exclude<TlsFault, 'no-tls'>): Promise<BatchStatus> {
  const response = await fetch(`${inject('faultServerUrl')}/tls`);
  const urls = (await response.json()) as Record<TlsFault, string>;
  const dispatcher = new Agent({ connect: { ca: await readCertificate(fault) } });
  await using client = createBatchStatusClient({
    baseUrl: urls[fault],
    apiKey: undefined,
    workspaceId: undefined,
    dispatcher,
  });
  try {
    return await client.getBatchStatus('b');
  } finally {
    await dispatcher.close();
  }
}

test('a server whose certificate is trusted is called', async () => {
  expect(await callTrusting('self-signed')).toEqual(goodBatch);
});

test.each([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
] as const)('a trusted certificate with another fault is final: %s', async (fault, code) => {
  await expect(callTrusting(fault)).rejects.toMatchObject({
    code: 'network',
    retryable: false,
    attempts: 1,
    message: `GET /v1/api/batch-calls/b/status got no response (${code}). TLS failed. Check the certificate of the server, or trust it with NODE_EXTRA_CA_CERTS.`,
  });
});
