import type { CallEvent, ErrorCode } from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { StillClock } from '../still-clock.ts';
import type { Suite } from '../suite.ts';

/** How a client handles failures of a connection. */
export function describeConnection({
  name,
  clientWith,
  idFor,
  seen,
  failure,
  success,
}: Suite): void {
  describe(`${name}: the connection`, () => {
    test.each<Fault>(['reset-before', 'reset-in-body'])(
      '%s is a network error after four attempts',
      async (fault) => {
        const { error, requests } = await failure(fault);
        expect(error).toMatchObject({ name: 'NetworkError', code: 'network', attempts: 4 });
        expect(error.cause).toBeInstanceOf(Error);
        // Deno itself repeats a request if a kept-alive connection was closed.
        expect(requests.length).toBeGreaterThanOrEqual(4);
      },
    );

    test('is retried after it was lost once', async () => {
      expect((await success('reset-once')).requests).toHaveLength(2);
    });

    test('is retried without a pause if it was kept alive', async () => {
      const events: CallEvent[] = [];
      const client = clientWith({
        retry: { baseDelay: 60_000, maxDelay: 60_000 },
        onEvent: (event) => events.push(event),
      });
      await client.getBatchStatus(idFor('good'));
      const id = idFor('reset-once');
      await client.getBatchStatus(id);
      expect(await seen(id)).toHaveLength(2);
      const delays = events.filter((event) => event.type === 'retry').map(({ delay }) => delay);
      expect(delays.filter((delay) => delay > 0)).toEqual([]);
    });

    test('is not retried with retry: false', async () => {
      const client = clientWith({ retry: false });
      await client.getBatchStatus(idFor('good'));
      await expect(client.getBatchStatus(idFor('reset-before'))).rejects.toMatchObject({
        code: 'network',
        attempts: 1,
      });
    });

    test('that is refused is a network error', async () => {
      const client = clientWith({ baseUrl: 'http://127.0.0.1:9' });
      await expect(client.getBatchStatus('any')).rejects.toMatchObject({ code: 'network' });
    });

    test.each<Fault>(['not-http', 'broken-headers', 'broken-chunks'])(
      'with invalid HTTP is a network error that quotes none of it: %s',
      async (fault) => {
        const { error } = await failure(fault);
        expect(error).toMatchObject({ name: 'NetworkError', code: 'network' });
      },
    );

    test.each<[Fault, ErrorCode]>([
      ['redirect-with-endless-body', 'redirected'],
      ['unauthorized-with-cut-body', 'unauthorized'],
    ])('is not read to the end if the status is enough: %s', async (fault, code) => {
      const { error, requests } = await failure(fault, { clock: new StillClock() });
      expect(error).toMatchObject({ code, attempts: 1 });
      expect(requests).toHaveLength(1);
    });

    test('does not follow a redirect', async () => {
      const { error, requests } = await failure('redirect');
      expect(error).toMatchObject({ name: 'ProtocolError', code: 'redirected', attempts: 1 });
      expect(requests).toHaveLength(1);
      expect(await seen('stolen')).toEqual([]);
    });
  });
}
