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

test.each([
  'expires=Wed, 20 Dec 2023 18:40:00 GMT',
  'max-age=5',
  'Max-Age=5',
  'secure',
  'httponly',
  'samesite=Lax',
  'partitioned',
])('the attribute of a cookie is kept: %s', (attribute) => {
  expect(redacted('set-cookie', `name=;   ${attribute}`)).toBe(`name=;   ${attribute}`);
});

test.each([
  ['x-secure=Ada', 'x-xxxxxx=xxx'],
  ['domain=Ada', 'domain=xxx'],
  ['samesite=Ada', 'xxxxxxxx=xxx'],
  ['expires="Ada"', 'xxxxxxx="xxx"'],
])('only the shape is kept of another attribute of a cookie: %s', (attribute, shape) => {
  expect(redacted('set-cookie', `name=;${attribute}`)).toBe(`name=;${shape}`);
});

test('only the shape is kept of the name of a cookie, and its value is replaced to its end', () => {
  expect(redacted('set-cookie', 'sid=a=b\nc')).toMatch(/^xxx=redacted-[a-p]{12}$/);
});

test.each([
  ['accept', 'text/html, application/json;q=0.9, */*'],
  ['accept-language', 'de-CH, en;q=0.7, zh-Hant'],
  ['access-control-allow-origin', '*'],
  ['access-control-expose-headers', 'ETag, X-Request-Id'],
  ['age', '3600'],
  ['cache-control', 'private, max-age=31536000'],
  ['content-security-policy', "default-src 'self'; img-src data:"],
  ['date', 'Wed, 20 Dec 2023 18:40:00 GMT'],
  ['expires', '0'],
  ['origin', 'http://localhost:3000'],
  ['ratelimit', '"default";r=50;t=30'],
  ['retry-after', '120'],
  ['sec-fetch-mode', 'cors'],
  ['server-timing', 'dur=12.5'],
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
  ['vary', 'Accept-Encoding, Origin, X-Secret'],
  ['x-ratelimit-reset', '1785500000'],
])('what HTTP defines is kept: %s: %s', (name, value) => {
  expect(redacted(name, value)).toBe(value);
});

test.each([
  ['accept-language', 'ada-Lovelace', 'xxx-xxxxxxxx'],
  ['age', '2025550143', '0000000000'],
  ['age', '202 555 0143', '000 000 0000'],
  ['content-security-policy', 'img-src ada.example', 'img-src xxx.xxxxxxx'],
  ['origin', 'https://ada.example', 'https://xxx.xxxxxxx'],
  ['server', 'ada/1.2', 'xxx/0.0'],
  ['user-agent', 'Ada/1.2 (ada@host)', 'xxx/0.0 (xxx@xxxx)'],
  ['x-powered-by', 'Ada', 'xxx'],
  ['x-ratelimit-scope', 'ada', 'xxx'],
  ['x-accept', 'text/html', 'xxxx/xxxx'],
  ['ages', '12', '00'],
])('only the shape is kept of anything else: %s: %s', (name, value, shape) => {
  const { response } = newRedactor().redacted(entryOf({ headers: { [name]: value } }));
  expect(response.headers.at(-1)!.value).toBe(shape);
});

test.each(['etag', 'if-none-match'])('equal tags of bodies stay equal in %s', (name) => {
  expect(redacted(name, 'W/"Ada"')).toMatch(/^W\/"redacted-[a-p]{12}"$/);
  expect(redacted(name, 'W/"Ada"')).toBe(redacted(name, 'W/"Ada"'));
  expect(redacted(name, '*')).toBe('*');
});

test('only the shape is kept of the name of a header that neither HTTP nor the contract has', () => {
  const names = ['X-Ada-1', 'X-Note', 'X-Secret', 'X-Request-Id'];
  const headers = Object.fromEntries(names.map((name) => [name, '']));
  const { request } = newRedactor().redacted(entryOf({ requestHeaders: headers }));
  expect(request.headers.slice(1).map(({ name }) => name)).toEqual(['x-xxx-0', ...names.slice(1)]);
});

test.each(['location', 'content-location', 'referer'])('a header is a URL: %s', (name) => {
  expect(redacted(name, '//ada@host/people/Ada?of=1#Ada')).toBe('//xxxx/people/xxx?xx=0');
  expect(redacted(name, 'http://127.0.0.1:80/people')).toBe('http://127.0.0.1:80/people');
});
