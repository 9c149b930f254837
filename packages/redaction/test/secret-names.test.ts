import { parseContract } from '@batch-status/conformance';
import { describe, expect, test } from 'vitest';

import { Redactor } from '../src/redactor.ts';
import { entryOf, redactedBy } from './people.ts';

const text = { type: 'string' };
const integer = { type: 'integer' };
const sensitive = { ...text, 'x-sensitive': true };
const form = {
  type: 'object',
  properties: { user: text, password: text, client_secret: text, pin: integer, note: text },
};
const parameters = [
  { name: 'resetToken', in: 'path', required: true, schema: text },
  ...['password', 'auth_token', 'q'].map((name) => ({ name, in: 'query', schema: text })),
  { name: 'otp', in: 'query', schema: integer },
  { name: 'person', in: 'query', schema: sensitive },
  { name: 'X-Auth-Token', in: 'header', schema: text },
];

/** A contract that describes credentials, and marks none of them. */
const contract = parseContract(
  JSON.stringify({
    openapi: '3.1.0',
    paths: {
      '/resets/{resetToken}': {
        post: {
          parameters,
          requestBody: {
            content: {
              'application/x-www-form-urlencoded': { schema: form },
              'multipart/form-data': { schema: form },
            },
          },
          responses: {
            200: {
              description: '',
              headers: { 'X-Session-Token': { schema: text } },
              content: {
                'application/json': { schema: { type: 'object', properties: { note: text } } },
              },
            },
          },
        },
      },
      '/people/{person}': {
        post: {
          parameters: [{ name: 'person', in: 'path', required: true, schema: sensitive }],
          responses: {
            200: {
              description: '',
              content: {
                'application/json': { schema: { type: 'object', properties: { note: text } } },
              },
            },
          },
        },
      },
    },
  }),
  'credentials.json',
);

type Sent = Parameters<typeof entryOf>[0] & { type?: string };

function redacted({ type, ...message }: Sent): string {
  const entry = entryOf({ url: '/resets/1', ...message });
  const { postData } = entry.request;
  if (type !== undefined && postData) {
    postData.mimeType = type;
    entry.request.headers = [{ name: 'content-type', value: type }];
  }
  return JSON.stringify(new Redactor(contract, Buffer.from('key')).redacted(entry));
}

const urlEncoded = 'application/x-www-form-urlencoded';
const multipart = (name: string, value: string): Sent => ({
  type: 'multipart/form-data; boundary=b',
  requestText: `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--b--\r\n`,
});

test.each<[string, Sent, string]>([
  ['a field', { type: urlEncoded, requestText: 'user=me&password=hunter2' }, 'hunter2'],
  ['a field of digits', { type: urlEncoded, requestText: 'client_secret=481516' }, '481516'],
  ['a field with a number', { type: urlEncoded, requestText: 'pin=4815' }, '4815'],
  ['a field of multipart', multipart('password', 'hunter2'), 'hunter2'],
  ['a parameter of the query', { url: '/resets/1?password=hunter2' }, 'hunter2'],
  ['another one', { url: '/resets/1?auth_token=481516' }, '481516'],
  ['a number in the query', { url: '/resets/1?otp=481516' }, '481516'],
  ['a parameter of the path', { url: '/resets/hunter2' }, 'hunter2'],
  ['a header of the request', { requestHeaders: { 'x-auth-token': 'hunter2' } }, 'hunter2'],
  ['a header of the response', { headers: { 'x-session-token': 'hunter2' } }, 'hunter2'],
])('a credential that the contract describes does not remain in %s', (_, sent, secret) => {
  expect(redacted(sent)).not.toContain(secret);
});

test('other fields and parameters that the contract describes are kept', () => {
  expect(redacted({ type: urlEncoded, requestText: 'user=hunter2&note=481516' })).toContain(
    'user=hunter2&note=481516',
  );
  expect(redacted({ url: '/resets/1?q=hunter2' })).toContain('?q=hunter2');
});

describe('elsewhere', () => {
  const body = JSON.stringify({ note: 'It is Quillfeather, or hunter2.' });
  test.each<[string, Sent, string]>([
    ['a sensitive parameter of the path', { url: '/people/Quillfeather' }, 'Quillfeather'],
    [
      'a sensitive parameter of the query',
      { url: '/resets/1?person=Quillfeather' },
      'Quillfeather',
    ],
    ['a credential in the path', { url: '/resets/Quillfeather' }, 'Quillfeather'],
    ['a short password', { type: urlEncoded, requestText: 'password=hunter2' }, 'hunter2'],
  ])('%s does not remain', (_, sent, secret) => {
    expect(redacted({ ...sent, text: body })).not.toContain(secret);
  });
});

test.each([
  ['an element of a list', { tokens: { type: 'array', items: text } }, '{"tokens":["hunter2"]}'],
  ['a short name', { pass: text }, '{"pass":"hunter2"}'],
  ['a number', { otp: integer }, '{"otp":481516}'],
  ['a number in a list', { userPins: { type: 'array', items: integer } }, '{"userPins":[481516]}'],
])('%s in JSON is a credential too', (_, properties, body) => {
  const schema = { type: 'object', properties };
  expect(redactedBy(schema, body)).not.toMatch(/hunter2|481516/);
});

test('a number that counts something is kept', () => {
  const properties = { pass: integer, prompt_tokens: integer, session: integer };
  const body = '{"pass":12,"prompt_tokens":57,"session":3}';
  expect(redactedBy({ type: 'object', properties }, body)).toBe(body);
});
