import { describe, expect, test } from 'vitest';
import type { TlsFault } from '../tls-servers.ts';
import type { Suite } from '../suite.ts';

/** A page cannot know why there was no response, and the browser of the tests accepts any certificate. */
const inPage = 'document' in globalThis;
const faults: TlsFault[] = inPage ? ['no-tls'] : ['no-tls', 'self-signed', 'expired', 'wrong-host'];

/** How a client handles TLS that fails. A retry cannot fix it. */
export function describeTls({ name, clientWith, tlsUrl }: Suite): void {
  describe(`${name}: TLS`, () => {
    test.each(faults)('that fails is a network error after one request: %s', async (fault) => {
      const client = clientWith({ baseUrl: await tlsUrl(fault) });
      const call = client.getBatchStatus('b');
      await expect(call).rejects.toMatchObject({
        name: 'NetworkError',
        code: 'network',
        ...(inPage
          ? { attempts: 4 }
          : {
              attempts: 1,
              retryable: false,
              message: expect.stringContaining('TLS failed. Check the certificate of the server'),
            }),
      });
    });
  });
}
