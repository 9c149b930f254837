import type { ErrorCode } from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { quick, type Suite } from '../suite.ts';

/** How a client handles 4xx and 5xx, and when it retries. */
export function describeRefusals({ name, clientWith, idFor, seen, failure, success }: Suite): void {
  describe(`${name}: a refusal`, () => {
    test.each<[Fault, ErrorCode, number]>([
      ['bad-request', 'api_error', 400],
      ['unauthorized', 'unauthorized', 401],
      ['forbidden', 'forbidden', 403],
      ['not-found', 'not_found', 404],
      ['teapot', 'api_error', 418],
      ['not-implemented', 'api_error', 501],
    ])('%s fails at once with %s', async (fault, code, status) => {
      const { error, requests } = await failure(fault);
      expect(error).toMatchObject({ name: 'ApiError', code, status, method: 'GET', attempts: 1 });
      expect(error.message).toContain(`Refused with ${status}`);
      expect(error.message).toContain(error.path);
      expect(requests).toHaveLength(1);
    });

    test.each<Fault>([
      'request-timeout-twice',
      'too-early-twice',
      'rate-limited-twice',
      'error-twice',
      'bad-gateway-twice',
      'unavailable-twice',
      'gateway-timeout-twice',
    ])('%s is retried until it succeeds', async (fault) => {
      const { batch, requests } = await success(fault);
      expect(batch.total).toBe(150);
      expect(requests).toHaveLength(3);
    });

    test.each<[Fault, ErrorCode, number]>([
      ['always-rate-limited', 'rate_limited', 429],
      ['always-unavailable', 'api_error', 503],
      ['html-502', 'api_error', 502],
      ['empty-500', 'api_error', 500],
    ])('%s fails after four requests with %s', async (fault, code, status) => {
      const { error, requests } = await failure(fault);
      expect(error).toMatchObject({ name: 'ApiError', code, status, attempts: 4 });
      expect(requests).toHaveLength(4);
    });

    test('quotes the server on one line, without secrets and phone numbers', async () => {
      const bearer = 'planted-token-0d55';
      const headers = { authorization: `Bearer ${bearer}` };
      const { error } = await failure('indiscreet', { headers });
      expect(error.message).not.toContain(bearer);
      expect(error.message).toContain('may not call');
      expect(error.message.replace(error.path ?? '', '')).not.toMatch(/555|\n|\r/);
    });

    test('quotes the server briefly, however much it says', async () => {
      const { error } = await failure('long-refusal');
      expect(error).toMatchObject({ code: 'api_error', status: 400 });
      expect(error.message.length).toBeLessThan(700);
      expect(error.message).toContain('“…: why why');
    });

    test('is retried as often as the client or the call allows', async () => {
      const never = await failure('always-unavailable', { retry: false });
      expect(never.requests).toHaveLength(1);
      const twice = await failure('always-unavailable', {}, { retry: { ...quick, attempts: 2 } });
      expect(twice.requests).toHaveLength(2);
    });

    test('is not retried once the retry budget of the client is used up', async () => {
      const client = clientWith();
      const ids = Array.from({ length: 6 }, () => idFor('always-unavailable'));
      for (const id of ids) await client.getBatchStatus(id).catch(() => undefined);
      const requests = await Promise.all(ids.map(async (id) => (await seen(id)).length));
      expect(requests).toEqual([4, 4, 4, 2, 1, 1]);
    });
  });
}
