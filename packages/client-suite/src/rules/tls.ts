import { describe, expect, test } from 'vitest';
import type { TlsFault } from '../tls-servers.ts';
import type { Suite } from '../suite.ts';

/** A page cannot know why there was no response, and the tests' browser accepts any certificate. */
const inPage = 'document' in globalThis;
const faults: TlsFault[] = inPage ? ['no-tls'] : ['no-tls', 'self-signed', 'expired', 'wrong-host'];
const details = inPage ? { attempts: 4 } : { attempts: 1, retryable: false };
const advice = inPage ? 'Check the network' : 'TLS failed. Check the certificate of the server';

/** How a client handles TLS that fails. A retry cannot fix it. */
export function describeTls({ name, clientWith, tlsUrl }: Suite): void {
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
