import type { Fault } from '@batch-status/client-suite';
import { describe, expect, inject, test } from 'vitest';
import { runCommand } from '../run-command.ts';

const faults = inject('faultServerUrl');

/** The command succeeds, at once or after a retry. */
const harmless: Fault[] = [
  ...(['bom', 'etag-kept', 'gzip', 'large', 'odd-optional-members', 'proto-member'] as const),
  ...(['error-twice', 'half-json-once', 'rate-limited-twice', 'reset-once'] as const),
  ...(['retry-after-negative-once', 'retry-after-on-success', 'unknown-members'] as const),
];

/** The command fails, with this exit code and these words in its message. */
const fatal: [Fault, number, string][] = [
  ['unauthorized', 5, '401'],
  ['unauthorized-with-cut-body', 5, '401'],
  ['forbidden', 5, '403'],
  ['not-found', 6, '404'],
  ['array', 8, 'got array'],
  ['bad-request', 8, '400'],
  ['brotli-bomb', 8, 'Check TRILLET_BASE_URL.'],
  ['deep', 8, 'returned 200'],
  ['empty-200', 8, 'empty'],
  ['empty-500', 8, '500'],
  ['fractional-count', 8, 'active'],
  ['gzip-bomb-500', 8, '500'],
  ['half-json', 8, 'JSON'],
  ['html-200', 8, 'JSON'],
  ['html-502', 8, '502'],
  ['indiscreet', 8, 'may not call'],
  ['negative-count', 8, 'waiting'],
  ['no-content', 8, '204'],
  ['no-total', 8, 'total'],
  ['not-implemented', 8, '501'],
  ['null', 8, 'null'],
  ['redirect', 8, 'Check the base URL.'],
  ['redirect-with-endless-body', 8, 'redirected'],
  ['reset-before', 8, 'No response from 127.0.0.1:'],
  ['reset-in-body', 8, 'No response from 127.0.0.1:'],
  ['retry-after-very-long', 8, '429'],
  ['retry-after-an-hour', 8, '429'],
  ['teapot', 8, '418'],
  ['unexpected-304', 8, '304'],
  ['always-unavailable', 8, '503'],
];

describe.concurrent('a faulty server', () => {
  test.each(harmless)('does not matter if its fault is %s', async (fault) => {
    const result = await runCommand(['get', `${fault}~get`, '--json'], faults);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({ total: 150, completed: 95 });
  });

  test.each(fatal)(
    'with the fault %s is reported in one sentence and its causes, with exit code %i',
    async (...row) => {
      const [fault, code, words] = row;
      const result = await runCommand(['get', `${fault}~debug`, '--debug'], faults);
      expect(result).toMatchObject({ code, stdout: '' });
      const [sentence = ''] = result.stderr.split('\n');
      expect(sentence).toMatch(/^batch-status: (GET|No response from) /);
      expect(sentence).toContain(words);
      expect(result.stderr.slice(sentence.length)).toMatch(
        /^\n {2}code \w+.*\n( {2}caused by .+\n)*$/,
      );
    },
  );

  test('is reported without causes unless --debug is given', async () => {
    const result = await runCommand(['get', 'reset-before~get'], faults);
    expect(result.stderr).toMatch(/^batch-status: No response from [^\n]+\n$/);
  });
});
