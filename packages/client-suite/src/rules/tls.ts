import { describe, expect, test } from 'vitest';
import type { TlsFault } from '../faults/tls-servers.ts';
import type { Suite } from '../suite.ts';

/** The browser of the tests accepts any certificate. */
const inPage = 'document' in globalThis;
const faults: TlsFault[] = ['no-tls', 'self-signed', 'expired', 'wrong-host'];
const details = { attempts: 1, retryable: false };
const advice = 'TLS failed. Check the certificate of the server';

/** How a client handles TLS that fails. A retry cannot fix it. */
export function describeTls({ name, clientWith, tlsUrl }: Suite): void {
  if (inPage) return;
  describe(`${name}: TLS`, () => {
    test.each(faults)('that fails is a network error after one request: %s', async (fault) => {
      const client = clientWith({ baseUrl: await tlsUrl(fault) });
      const call = client.getBatchStatus('b');
      await expect(call).rejects.toMatchObject({
        name: 'NetworkError',
        code: 'network',
        ...details,
      });
      await expect(call).rejects.toThrow(advice);
    });
  });
}
