import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import type { Suite } from '../suite.ts';

/** How a client handles a response that is not a batch. */
export function describeMalformed({ name, failure, success }: Suite): void {
  describe(`${name}: a malformed response`, () => {
    test.each<Fault>([
      'html-200',
      'empty-200',
      'no-content',
      'created',
      'unexpected-304',
      'half-json',
      'array',
      'null',
      'deep',
      'no-total',
      'negative-count',
      'fractional-count',
      'huge-count',
    ])('%s fails as malformed after one retry', async (fault) => {
      const { error, requests } = await failure(fault);
      expect(error).toMatchObject({ name: 'ProtocolError', code: 'malformed', attempts: 2 });
      expect(requests).toHaveLength(2);
    });

    test('is retried once', async () => {
      expect((await success('half-json-once')).requests).toHaveLength(2);
    });

    test.each<[Fault, number, number?]>([
      ['gzip-bomb', 200],
      ['brotli-bomb', 200],
      ['gzip-bomb-500', 500, 7000],
      ['large', 200],
    ])(
      '%s fails as too large, with its status and Retry-After',
      async (fault, status, retryAfter) => {
        const { error, requests } = await failure(fault, { maxResponseBytes: 2 ** 19 });
        const details = { status, retryAfter, attempts: 1 };
        expect(error).toMatchObject({ name: 'ProtocolError', code: 'too_large', ...details });
        expect(requests).toHaveLength(1);
      },
    );
  });
}
