import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as page from '../../src/platform/platform.browser.ts';
import * as platform from '../../src/platform/platform.ts';

const secret = 'planted-secret-7d31';

test('a page has what all other platforms have', () => {
  expect(Object.keys(page)).toEqual(Object.keys(platform));
});

test('a page does not explain failures, because its browser hides why a request failed', () => {
  const error = Object.assign(new TypeError('Failed to fetch'), { code: 'CERT_HAS_EXPIRED' });
  const what = 'got no response. Check the network and the base URL.';
  expect(page.explainFailure(error)).toEqual({ what });
  expect(platform.explainFailure(error)).toEqual({
    what: expect.stringMatching(/^got no response \(CERT_HAS_EXPIRED\)\. TLS failed\./),
    retryable: false,
  });
});

describe('the cause of an error in a page', () => {
  test('has the name and the message of what was thrown', () => {
    const cause = page.withoutContents(new TypeError('Failed to fetch'));
    expect(cause).toMatchObject({ name: 'TypeError', message: 'Failed to fetch' });
  });

  test('contains no secret, no phone number, and no other member', () => {
    const details = { data: secret, cause: new Error(secret), stack: secret };
    const thrown = Object.assign(new Error(`${secret} of +1 555 010 0199`), details);
    const cause = page.withoutContents(thrown, [secret]);
    expect(cause?.message).toBe('••• of •••');
    const everything = inspect(cause, { depth: Infinity, showHidden: true, getters: true });
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain('0199');
  });

  test.each([undefined, null, 'lost', 5])('is missing if %j was thrown', (thrown) => {
    expect(page.withoutContents(thrown)).toBeUndefined();
  });

  test('is an error even if what was thrown cannot be read', () => {
    const thrown = {
      name: Symbol('name'),
      get message(): string {
        throw new Error('unreadable');
      },
    };
    expect(page.withoutContents(thrown)).toMatchObject({ name: 'Error', message: '' });
  });
});
