import { describe, expect, test } from 'vitest';
import {
  ApiError,
  ClosedError,
  NetworkError,
  ProtocolError,
  waitUntilComplete,
  type BatchStatusError,
} from '../../src/index.ts';
import { SimulatedSource } from '../simulated-source.ts';

/** About two minutes. */
const scenario = { calls: 60, concurrency: 30, meanCallDuration: 60 };

const status = (code: number): ApiError => new ApiError('api_error', 'no', { status: code });
const network = new NetworkError('lost');
const malformed = new ProtocolError('malformed', 'a page for people', { status: 200 });
const notFound = new ApiError('not_found', 'no batch', { status: 404 });

/** Waits for a batch whose requests fail with these errors, by their number from 1. */
async function wait(
  fault: (nth: number) => BatchStatusError | undefined,
  options: { notFoundGrace?: number } = {},
): Promise<{ error?: unknown; asked: number[] }> {
  const source = new SimulatedSource(scenario);
  source.fault = fault;
  const { clock, asked } = source;
  try {
    await clock.run(waitUntilComplete(source, 'b', { clock, ...options }));
    return { asked };
  } catch (error) {
    return { error, asked };
  }
}

const transient: [string, BatchStatusError][] = [
  ['a lost connection', network],
  ['a 408', status(408)],
  ['a 500', status(500)],
  ['a 522 of a proxy', status(522)],
];
/** Errors that usually no retry can fix. */
const confirmed: [string, BatchStatusError][] = [
  ['a 404', notFound],
  ['a 400', status(400)],
  ['a 410', status(410)],
  ['a 501', status(501)],
  ['a redirect', new ProtocolError('redirected', 'elsewhere', { status: 302 })],
  ['a response that is too large', new ProtocolError('too_large', 'much')],
  ['an untrusted certificate', new NetworkError('TLS failed', { retryable: false })],
];
const final: [string, BatchStatusError][] = [
  ['a 401', new ApiError('unauthorized', 'no', { status: 401 })],
  ['a 401 with another code', status(401)],
  ['a 403', new ApiError('forbidden', 'no', { status: 403 })],
  ['a closed client', new ClosedError('closed')],
];

describe('before the first response', () => {
  test.each([...transient])('%s never ends a watch', async (_name, error) => {
    expect(await wait((nth) => (nth < 20 ? error : undefined))).not.toHaveProperty('error');
  });

  test.each([...confirmed.slice(1), ...final])('%s ends a watch at once', async (_name, error) => {
    const { error: thrown, asked } = await wait(() => error);
    expect(thrown).toBe(error);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['network, malformed', [network, malformed]],
    ['malformed, network', [malformed, network]],
    ['malformed, network, malformed', [malformed, network, malformed]],
    ['404, malformed, 404', [notFound, malformed, notFound]],
  ])('%s does not end a watch', async (_name, errors) => {
    expect(await wait((nth) => errors[nth - 1])).not.toHaveProperty('error');
  });

  test('two malformed responses in a row end a watch', async () => {
    const { error, asked } = await wait((nth) => (nth === 1 ? network : malformed));
    expect(error).toBe(malformed);
    expect(asked).toHaveLength(3);
  });
});

describe('after a response', () => {
  test.each([...transient, ['five minutes of pages', malformed] as const])(
    '%s never ends a watch',
    async (_name, error) => {
      const result = await wait((nth) => (nth > 2 && nth < 14 ? error : undefined));
      expect(result).not.toHaveProperty('error');
    },
  );

  test.each(confirmed)('%s does not end a watch if it passes', async (_name, error) => {
    expect(await wait((nth) => (nth > 2 && nth < 5 ? error : undefined))).not.toHaveProperty(
      'error',
    );
  });

  test.each(confirmed)('%s ends a watch if it persists for 30 seconds', async (_name, error) => {
    const { error: thrown, asked } = await wait((nth) => (nth > 2 ? error : undefined));
    expect(thrown).toMatchObject({
      code: error.code,
      message: expect.stringContaining(error.message),
    });
    const lasted = asked.at(-1)! - asked[2]!;
    expect(lasted).toBeGreaterThanOrEqual(30_000);
    expect(lasted).toBeLessThan(31_000);
    expect(asked.length).toBeLessThan(12);
  });

  test.each(final)('%s ends a watch at once', async (_name, error) => {
    const { error: thrown, asked } = await wait((nth) => (nth === 3 ? error : undefined));
    expect(thrown).toBe(error);
    expect(asked).toHaveLength(3);
  });

  test('a 404 after a long outage is confirmed first', async () => {
    const fault = (nth: number): BatchStatusError | undefined =>
      nth > 2 && nth < 12 ? network : nth === 12 ? notFound : undefined;
    expect(await wait(fault)).not.toHaveProperty('error');
  });

  test('a 404 before and after the machine sleeps does not end a watch', async () => {
    const source = new SimulatedSource(scenario);
    const { clock } = source;
    source.fault = (nth) => {
      if (nth === 3) clock.jump(3_600_000);
      return nth > 1 && nth < 4 ? notFound : undefined;
    };
    const done = waitUntilComplete(source, 'b', { clock });
    expect(await clock.run(done)).toMatchObject({ isComplete: true });
  });

  test('a 404 ends a watch at once without a grace period', async () => {
    const { error } = await wait((nth) => (nth === 3 ? notFound : undefined), { notFoundGrace: 0 });
    expect(error).toBe(notFound);
  });
});
