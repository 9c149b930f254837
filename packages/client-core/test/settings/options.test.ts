import { describe, expect, test } from 'vitest';
import {
  createMonitor,
  isBatchStatusError,
  redact,
  resolveSettings,
  secretsIn,
  waitUntilComplete,
  watch,
} from '../../src/index.ts';
import { resolveCallSettings } from '../../src/settings/settings.ts';
import { batch } from '../answers.ts';
import { batchPath } from '../../src/call/batch-path.ts';

/** The error about invalid options. */
function complaintAbout(use: () => unknown): { message: string; option: unknown } {
  try {
    use();
  } catch (error) {
    if (!isBatchStatusError(error, 'invalid_argument')) throw error;
    const { message, option } = error as typeof error & { option: unknown };
    return { message, option };
  }
  return expect.unreachable('The options were accepted.');
}

const messageFor = (options: Record<string, unknown>): string =>
  complaintAbout(() => resolveSettings(options)).message;

describe('the message about an invalid option', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ deadline: '5000' }, '`deadline` must be a number greater than 0; got the string "5000".'],
    [{ deadline: -1 }, '`deadline` must be a number greater than 0; got -1.'],
    [{ deadline: Number.NaN }, '`deadline` must be a number greater than 0; got NaN.'],
    [{ deadline: null }, '`deadline` must be a number greater than 0; got null.'],
    [{ deadline: '' }, '`deadline` must be a number greater than 0; got an empty string.'],
    [{ deadline: [5] }, '`deadline` must be a number greater than 0; got a value of type object.'],
    [{ retry: { attempts: 1.5 } }, '`retry.attempts` must be a whole number; got 1.5.'],
    [{ retry: true }, '`retry` must be an object or false; got true.'],
    [
      { retry: { reconnect: 'no' } },
      '`retry.reconnect` must be true or false; got the string "no".',
    ],
    [
      { clock: {} },
      '`clock` must be an object with now, sleep, random; got a value of type object.',
    ],
    [{ onEvent: 'log' }, '`onEvent` must be a function; got the string "log".'],
    [
      { baseUrl: 'api.example' },
      '`baseUrl` must be a URL such as https://api.trillet.ai (or a path in a web page), without user, query, fragment, or space; got the string "api.example".',
    ],
  ])('says what was expected and what was found: %j', (options, message) => {
    expect(messageFor(options)).toBe(message);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ apiKey: '' }, 'got an empty string.'],
    [{ apiKey: 'planted key' }, 'got a string with a space.'],
    [{ apiKey: 'plantéd' }, 'got a string.'],
    [{ apiKey: 4_077_001 }, 'got a value of type number.'],
    [{ workspaceId: ['planted'] }, 'got a value of type object.'],
    [{ headers: { 'x-key': 'planted\nkey' } }, 'got a value of type object.'],
    [{ headers: 'planted' }, 'got a string.'],
    [{ headers: { 'x-key': undefined } }, 'got a value of type object.'],
    [{ baseUrl: 'https://planted:planted@api.example' }, 'got a string.'],
    [{ baseUrl: 'https://api.example/?key=planted' }, 'got a string.'],
  ])('does not quote a value that may be a secret: %j', (options, end) => {
    const message = messageFor(options);
    expect(message.slice(-end.length - 2)).toBe(`; ${end}`);
    expect(message).not.toMatch(/plant|4077001/);
  });

  test('truncates a long value, and contains no invisible characters', () => {
    const { message } = complaintAbout(() => batchPath('', `\n\u202E${'x'.repeat(10_000)}`));
    expect(message.length).toBeLessThan(400);
    expect(message).toMatch(/; got the string "\\n x+…\.$/);
  });

  test('contains no phone number', () => {
    expect(messageFor({ deadline: '+1 (555) 010-0199' })).toContain('got the string "•••"');
  });
});

describe('an error about an option has the name of the option', () => {
  test.each<[string, Record<string, unknown>]>([
    ['deadline', { deadline: 0 }],
    ['retry.maxDelay', { retry: { maxDelay: 0 } }],
    ['retry.retries', { retry: { retries: 3 } }],
    ['retry', { retry: 3 }],
    ['dedline', { dedline: 5 }],
    ['apiKey', { apiKey: ' ' }],
    ['headers', { headers: null }],
  ])('%s', (option, options) => {
    const complaint = complaintAbout(() => resolveSettings(options));
    expect(complaint).toMatchObject({ option, message: expect.stringContaining(`\`${option}\``) });
  });
});

test('an undefined option gets its default', () => {
  const options = { deadline: undefined, retry: { attempts: undefined }, clock: undefined };
  const { headers: _, ...settings } = resolveSettings(options as never);
  const { headers: __, ...defaults } = resolveSettings({});
  expect(settings).toEqual(defaults);
});

describe('an option of another function', () => {
  const source = { getBatchStatus: async () => batch };
  const waiting = async (): Promise<unknown> =>
    waitUntilComplete(source, 'any', { maxStaleness: 5_000 } as object);
  const watching = async (): Promise<unknown> =>
    watch(source, 'any', { deadline: 5_000 } as object).next();

  test.each<[string, string, () => Promise<unknown>]>([
    ['maxStaleness', 'watch', waiting],
    ['deadline', 'createBatchStatusClient', watching],
    ['maxWait', 'watch', async () => createMonitor(source, { maxWait: 1 } as object)],
    ['signal', 'a call', async () => resolveSettings({ signal: AbortSignal.abort() } as object)],
    [
      'apiKey',
      'createBatchStatusClient',
      async () => resolveCallSettings({ apiKey: 'planted' } as object, resolveSettings({})),
    ],
  ])('is rejected, and the message says where %s belongs: %s', async (option, owner, use) => {
    const message = `Unknown option \`${option}\`, which belongs to ${owner}; use one of `;
    await expect(use()).rejects.toMatchObject({ code: 'invalid_argument', option });
    await expect(use()).rejects.toThrow(message);
  });
});

test('a key in place of the options is not quoted', () => {
  const { message } = complaintAbout(() => resolveSettings('planted-key' as never));
  expect(message).toBe('`options` must be an object; got a string.');
});

test('the name of an unknown option is safe to print', () => {
  const { message, option } = complaintAbout(() =>
    resolveSettings({ 'call +1 555 010 0199\u202E': 1 } as object),
  );
  expect(message).toContain('Unknown option `call •••`;');
  expect(option).toBe('call •••');
});

test('baseUrl may be a URL', () => {
  const { baseUrl } = resolveSettings({ baseUrl: new URL('https://api.example/proxy/') });
  expect(baseUrl).toBe('https://api.example/proxy');
  const message = messageFor({ baseUrl: new URL('https://api.example/?key=planted') });
  expect(message).toContain('; got a value of type object.');
});

test('a longer secret is removed before a shorter one that it contains', () => {
  const secrets = secretsIn({ 'x-workspace-id': 'planted', 'x-api-key': 'planted-key' });
  expect(redact('It was planted-key.', secrets)).toBe('It was •••.');
});
