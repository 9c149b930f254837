import { expect, test } from 'vitest';

import { Redactor } from '../src/redactor.ts';
import { bodyOf, contractOf, entryOf, newRedactor, type Message } from './people.ts';

const placeholder = 'redacted-[a-p]{12}';

/** A header after redaction. */
function valueOf(side: 'requestHeaders' | 'headers', name: string, value: string): string {
  const { request, response } = newRedactor().redacted(entryOf({ [side]: { [name]: value } }));
  const headers = side === 'headers' ? response.headers : request.headers;
  return headers.find((header) => header.name === name)!.value;
}

/** A text after redaction together with a message, by a contract that names no credentials. */
function noteBeside(message: Message, note: string): unknown {
  const open = contractOf({ properties: { note: { type: 'string' } } });
  const redactor = new Redactor(open, Buffer.from('key'));
  return bodyOf(redactor.redacted(entryOf({ ...message, text: JSON.stringify({ note }) })))['note'];
}

test.each<['requestHeaders' | 'headers', string, string, string]>([
  ['requestHeaders', 'cookie', 'a=1; session=Zr8abc', `x=${placeholder}; session=${placeholder}`],
  ['requestHeaders', 'cookie', 'Zr8abc', placeholder],
  [
    'headers',
    'set-cookie',
    'session=Zr8abc; Path=/Ada; Max-Age=5',
    `session=${placeholder}; Path=/xxx; Max-Age=5`,
  ],
  ['headers', 'www-authenticate', 'Digest Zr8abc', `Digest ${placeholder}`],
  ['requestHeaders', 'proxy-authorization', 'Bearer Zr8abc', `Bearer ${placeholder}`],
  ['requestHeaders', 'authorization', 'Zr8abc', placeholder],
  ['headers', 'content-length', '202555014', '202555014'],
  ['headers', 'content-length', '12025550143', '00000000000'],
  ['requestHeaders', 'accept', 'text/x-Ada, text/plain', 'text/x-xxx, text/plain'],
])('personal data is removed from %s: %s: %s', (side, name, value, wanted) => {
  expect(valueOf(side, name, value)).toMatch(new RegExp(`^${wanted}$`));
});

test.each<[string, Message]>([
  ['x-api-key', { requestHeaders: { 'x-api-key': 'Zr8abcdef' } }],
  ['api-key', { requestHeaders: { 'api-key': 'Zr8abcdef' } }],
  ['authorization', { requestHeaders: { authorization: 'Zr8abcdef' } }],
  ['proxy-authorization', { requestHeaders: { 'proxy-authorization': 'Zr8abcdef' } }],
  ['www-authenticate', { headers: { 'www-authenticate': 'Digest Zr8abcdef' } }],
  ...['access_token', 'api_key', 'apikey', 'key', 'sig', 'signature', 'token'].map(
    (name): [string, Message] => [`the query's ${name}`, { url: `/people/1?${name}=Zr8abcdef` }],
  ),
])('%s is a credential even if the contract does not name it', (_, message) => {
  expect(noteBeside(message, 'It is Zr8abcdef.')).toMatch(new RegExp(`^It is ${placeholder}\\.$`));
});
