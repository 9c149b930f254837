import { expect, test } from 'vitest';

import { entryOf, newRedactor } from './people.ts';

/** A header of the response after redaction. */
const redacted = (name: string, value: string): string =>
  newRedactor()
    .redacted(entryOf({ headers: { [name]: value } }))
    .response.headers.findLast((header) => header.name === name)!.value;

/** A note in a body after redaction, beside a header of the request. */
function noteBeside(name: string, value: string, note: string): string {
  const message = { requestHeaders: { [name]: value }, text: JSON.stringify({ note }) };
  const { response } = newRedactor().redacted(entryOf(message));
  return (JSON.parse(response.content.text!) as { note: string }).note;
}

test.each([' Application/JSON ; charset=utf-8', 'application/json'])(
  'a media type of the contract is kept in any form: %s',
  (value) => {
    const { response } = newRedactor().redacted(
      entryOf({
        requestHeaders: { 'x-secret': value.split(';')[0]!.trim() },
        headers: { 'content-type': value },
        text: '',
      }),
    );
    expect(response.content.mimeType).toBe(value);
  },
);

test('only a header that can have a scheme keeps the first word of a credential', () => {
  const { request } = newRedactor().redacted(
    entryOf({ requestHeaders: { 'x-secret': 'Ada Smith', authorization: 'Bearer Zr8abcdef' } }),
  );
  const [key, authorization] = request.headers.slice(-2).map(({ value }) => value);
  expect(key).toMatch(/^redacted-[a-p]{12}$/);
  expect(authorization).toMatch(/^Bearer redacted-[a-p]{12}$/);
});

test.each(['123 Ada Smith', '(Ada) Smith'])(
  'a credential that does not start with a scheme is replaced whole: %s',
  (value) => {
    expect(redacted('www-authenticate', value)).toMatch(/^redacted-[a-p]{12}$/);
  },
);

test('a credential is replaced to its end, with line breaks', () => {
  expect(redacted('www-authenticate', 'Digest a\nAda\nSmith')).toMatch(
    /^Digest redacted-[a-p]{12}$/,
  );
});

test('a name and a password stay two texts in the form of basic authentication', () => {
  const value = `Basic ${Buffer.from('Adam:Zr8:abcdef').toString('base64')}`;
  const { request } = newRedactor().redacted(entryOf({ requestHeaders: { authorization: value } }));
  const [, scheme, rest] = /^(\w+) (.*)$/.exec(request.headers.at(-1)!.value)!;
  expect(scheme).toBe('Basic');
  expect(Buffer.from(rest!, 'base64').toString()).toMatch(
    /^redacted-[a-p]{12}:redacted-[a-p]{12}$/,
  );
});

test('a scheme that only ends like basic authentication has one credential', () => {
  expect(redacted('www-authenticate', 'X-Basic QWRhbTpTbWl0aA==')).toMatch(
    /^X-Basic redacted-[a-p]{12}$/,
  );
});

test('the encoded form of basic authentication is also replaced elsewhere', () => {
  const encoded = Buffer.from('ab:\u0007d').toString('base64');
  expect(noteBeside('authorization', `Basic ${encoded}`, `It is ${encoded}.`)).toMatch(
    /^It is redacted-[a-p]{12}\.$/,
  );
});

test.each(['expires', 'max-age', 'secure', 'httponly', 'samesite', 'partitioned', 'Max-Age'])(
  'the attribute of a cookie is kept: %s',
  (attribute) => {
    expect(redacted('set-cookie', `a=;   ${attribute}=Ada`)).toBe(`a=;   ${attribute}=Ada`);
  },
);

test.each(['x-secure', 'secured', 'domain'])(
  'only the shape is kept of another attribute of a cookie: %s',
  (attribute) => {
    expect(redacted('set-cookie', `a=;${attribute}=Ada`)).toMatch(/^a=;[x-]+=xxx$/);
  },
);

test('the name of a cookie is kept, and its value is replaced to its end', () => {
  expect(redacted('set-cookie', 'sid=a=b\nc')).toMatch(/^sid=redacted-[a-p]{12}$/);
});

test.each([
  'accept',
  'accept-language',
  'access-control-allow-origin',
  'age',
  'content-language',
  'cross-origin-opener-policy',
  'etag',
  'if-none-match',
  'ratelimit',
  'ratelimit-remaining',
  'sec-ch-ua',
  'sec-fetch-mode',
  'x-ratelimit-reset',
])('a header that HTTP defines is kept: %s', (name) => {
  expect(redacted(name, 'Ada')).toBe('Ada');
});

test.each(['x-accept', 'ages', 'content-type-of', 'x-location', 'retry-after-all'])(
  'only the shape is kept of a header with a similar name: %s',
  (name) => {
    expect(redacted(name, 'Ada')).toBe('xxx');
  },
);

test.each(['location', 'content-location', 'referer'])('a header is a URL: %s', (name) => {
  expect(redacted(name, '//ada@host/people/Ada?of=1#Ada')).toBe('//host/people/xxx?of=0');
});
