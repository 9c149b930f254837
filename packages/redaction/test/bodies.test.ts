import { parseContract } from '@batch-status/conformance';
import { expect, test } from 'vitest';
import type { RecordedEntry } from '@batch-status/har';

import { Redactor } from '../src/redactor.ts';
import { entryOf, type Message } from './people.ts';

const sensitive = { type: 'string', 'x-sensitive': true };
const contract = parseContract(
  JSON.stringify({
    openapi: '3.1.0',
    paths: {
      '/people/{person}': {
        post: {
          requestBody: { $ref: '#/components/requestBodies/Person' },
          responses: {
            200: {
              description: 'The person.',
              headers: { 'x-name': { schema: sensitive } },
              content: {
                'application/json': {
                  schema: {
                    properties: {
                      name: sensitive,
                      code: { type: 'integer', 'x-sensitive': true },
                      note: { type: 'string' },
                      count: { type: 'integer' },
                    },
                  },
                },
                'text/plain': { schema: sensitive },
                'text/short': { schema: { type: 'string', maxLength: 3 } },
                'text/shared': {
                  schema: { allOf: [{ type: 'string' }, { type: 'string', maxLength: 3 }] },
                },
              },
            },
          },
        },
      },
    },
    components: {
      requestBodies: {
        Person: {
          content: { 'application/json': { schema: { properties: { note: { type: 'string' } } } } },
        },
      },
    },
  }),
  'people.json',
);

const newRedactor = (): Redactor => new Redactor(contract, Buffer.from('key'));
const redacted = (message: Message): RecordedEntry => newRedactor().redacted(entryOf(message));

/** A note after redaction, by a redactor that has seen another message. */
function noteAfter(message: Message, note: string): string {
  const redactor = newRedactor();
  redactor.redacted(entryOf(message));
  const entry = redactor.redacted(entryOf({ text: JSON.stringify({ note }) }));
  return (JSON.parse(entry.response.content.text!) as { note: string }).note;
}

test('the body of a request is described by the contract, and other bodies are not', () => {
  const requestText = '{"note":"Ada","text":"Ada"}';
  expect(redacted({ requestText }).request.postData!.text).toBe('{"note":"Ada","text":"xxx"}');
  const elsewhere = redacted({ requestText, url: '/other' });
  expect(elsewhere.request.postData!.text).toBe('{"note":"xxx","text":"xxx"}');
});

test.each<[string, Message]>([
  ['a text of a body', { text: '{"name":"Adam Smith"}' }],
  ['a body that is a text', { text: 'Adam Smith', headers: { 'content-type': 'text/plain' } }],
  ['a header', { headers: { 'x-name': 'Adam Smith' } }],
])('a sensitive value is also replaced in other messages: %s', (_, message) => {
  expect(noteAfter(message, 'I am Adam Smith.')).toMatch(/^I am redacted-[a-p]{12}\.$/);
});

test('a sensitive number is also replaced in other messages', () => {
  expect(noteAfter({ text: '{"code":4242}' }, 'It is 4242.')).toMatch(/^It is .+\.$/);
  expect(noteAfter({ text: '{"code":4242}' }, 'It is 4242.')).not.toContain('4242');
});

test.each([
  ['text/short', 'Ada', 'Ada'],
  ['text/short', 'Ada L.', 'xxx x.'],
  ['text/shared', 'Ada', 'Ada'],
  ['text/shared', 'Ada L.', 'xxx x.'],
])(
  'a body that is not JSON is kept only if it fits all its schemas: %s: %s',
  (type, text, wanted) => {
    const { response } = redacted({ text, headers: { 'content-type': type } });
    expect(response.content.text).toBe(wanted);
  },
);

test('a key in a body that is not JSON is replaced before the body is read', () => {
  const { response } = redacted({ text: '<p>Ada</p>', headers: { 'content-type': 'text/html' } });
  expect(response.content.text).toBe('<x>xxx</x>');
});

test('white space, duplicate members, and escapes of a body are kept', () => {
  const text = ' {\n "note" : "\\u0041d\\\\a\\"" , "note":"", "count":-1.50e+2, "count": [ ] }\n';
  expect(redacted({ text }).response.content.text).toBe(text);
});
