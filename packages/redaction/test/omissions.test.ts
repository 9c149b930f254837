import { parseContract } from '@batch-status/conformance';
import { describe, expect, test } from 'vitest';
import type { RecordedContent, RecordedEntry } from '@batch-status/har';

import { Redactor } from '../src/redactor.ts';
import { contractOf, entryOf, newRedactor } from './people.ts';

/** No placeholder has its form. */
const form = { type: 'string', pattern: '^(?:aaaa|bbbb)+$', 'x-sensitive': true };
const secret = 'aaaabbbb';
const contract = parseContract(
  JSON.stringify({
    openapi: '3.1.0',
    paths: {
      '/people/{person}': {
        post: {
          parameters: [
            { name: 'person', in: 'path', required: true, schema: form },
            { name: 'x-about', in: 'header', schema: form },
          ],
          requestBody: { content: { 'application/json': { schema: form } } },
          responses: {
            200: {
              headers: { 'x-about': { schema: form } },
              content: { 'application/json': { schema: form } },
            },
          },
        },
      },
    },
  }),
  'people.json',
);

const redacted = (entry: RecordedEntry): RecordedEntry =>
  new Redactor(contract, Buffer.from('key')).redacted(entry);

describe('a part without a placeholder is left out, with a note', () => {
  test('the path', () => {
    const { request, comment } = redacted(entryOf({ url: `/people/${secret}?a=b` }));
    expect(request.url).toBe('http://127.0.0.1/');
    expect(comment).toBe('The recording omits the path, which could not be redacted.');
  });

  test('the headers of the request', () => {
    const { request, comment } = redacted(entryOf({ requestHeaders: { 'x-about': secret } }));
    expect(request.headers).toEqual([]);
    expect(comment).toBe(
      'The recording omits the headers of the request, which could not be redacted.',
    );
  });

  test('the headers of the response', () => {
    const { response, comment } = redacted(entryOf({ headers: { 'x-about': secret } }));
    expect(response).toMatchObject({ headers: [], content: { mimeType: '' }, redirectURL: '' });
    expect(comment).toBe(
      'The recording omits the headers of the response, which could not be redacted.',
    );
  });

  test('the body of the request', () => {
    const { request, comment } = redacted(entryOf({ requestText: `"${secret}"` }));
    expect(request).not.toHaveProperty('postData');
    expect(comment).toBe(
      'The recording omits the body of the request, which could not be redacted.',
    );
  });
});

test('a note follows what the entry lacks already', () => {
  const redactor = new Redactor(contract, Buffer.from('key'));
  const entry = entryOf({ text: `"${secret}"` });
  expect(redactor.redacted(entry, ['It was slow.']).comment).toBe(
    'It was slow. The recording omits the body of the response, which could not be redacted.',
  );
});

test('an entry has a comment only if it lacks something', () => {
  const entry = { ...entryOf({}), comment: 'It was Ada.' };
  expect(newRedactor().redacted(entry, ['It was slow.']).comment).toBe('It was slow.');
  expect(newRedactor().redacted(entry)).not.toHaveProperty('comment');
});

test('the query is listed as it is in the URL', () => {
  const { request } = newRedactor().redacted(entryOf({ url: '/people/1?sort=asc&page=1' }));
  expect(request.queryString).toEqual([
    { name: 'sort', value: 'xxx' },
    { name: 'page', value: '0' },
  ]);
});

test('a body without a type gets none', () => {
  const entry = entryOf({ requestText: '{}' });
  const { request, response } = newRedactor().redacted({
    ...entry,
    request: { ...entry.request, headers: [] },
    response: { ...entry.response, headers: [] },
  });
  expect(request.postData).toEqual({ mimeType: '', text: '{}' });
  expect(response.content.mimeType).toBe('');
});

test('a body that is absent stays absent', () => {
  const entry = entryOf({});
  const content: RecordedContent = { size: 3, mimeType: 'application/json' };
  const { response } = newRedactor().redacted({
    ...entry,
    response: { ...entry.response, content },
  });
  expect(response.content).toEqual(content);
});

test('a body is described only for its own method', () => {
  const described = contractOf({ type: 'string' });
  const entry = entryOf({ text: '"Ada"' });
  const request = { ...entry.request, method: 'GET' };
  const redactor = new Redactor(described, Buffer.from('key'));
  expect(redactor.redacted(entry).response.content.text).toBe('"Ada"');
  expect(redactor.redacted({ ...entry, request }).response.content.text).toBe('"xxx"');
});
