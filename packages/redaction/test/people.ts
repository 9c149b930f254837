import { parseContract, type Contract } from '@batch-status/conformance';

import type { RecordedEntry, NameValue } from '@batch-status/har';
import { Redactor } from '../src/redactor.ts';

/** A contract with secrets of every kind. */
export const contract: Contract = parseContract(
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'People', version: '1' },
    security: [{ key: [] }, { token: [] }, { query: [] }],
    paths: {
      '/people/{person}': {
        parameters: [{ name: 'person', in: 'path', required: true, schema: { type: 'string' } }],
        post: {
          parameters: [
            { name: 'phone', in: 'query', schema: { $ref: '#/components/schemas/Phone' } },
            { name: 'x-note', in: 'header', schema: { type: 'string' } },
          ],
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } },
          },
          responses: {
            200: {
              description: 'The person.',
              headers: { 'x-about': { schema: { type: 'string' } } },
              content: {
                'application/json': { schema: { $ref: '#/components/schemas/Person' } },
                'text/plain': { schema: { type: 'string' } },
              },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'x-secret' },
        token: { type: 'http', scheme: 'bearer' },
        query: { type: 'apiKey', in: 'query', name: 'code' },
      },
      schemas: {
        Phone: { type: ['string', 'null'], 'x-sensitive': true },
        Person: {
          type: 'object',
          properties: {
            phone: { $ref: '#/components/schemas/Phone' },
            national: { type: 'string', pattern: '^\\+1\\d{10}$', 'x-sensitive': true },
            number: { type: 'integer', minimum: 0, maximum: 9e15, 'x-sensitive': true },
            mail: { type: 'string', format: 'email', 'x-sensitive': true },
            id: { type: 'string', format: 'uuid', 'x-sensitive': true },
            born: { type: 'string', format: 'date', 'x-sensitive': true },
            kind: { enum: ['adult', 'child'], 'x-sensitive': true },
            pin: { type: 'string', pattern: '^\\d{4}$', 'x-sensitive': true },
            letters: { type: 'string', pattern: '^(?:aaaa|bbbb)*$', 'x-sensitive': true },
            iban: { type: 'string', pattern: '^DE[0-9]{20}$', 'x-sensitive': true },
            name: { type: 'string', minLength: 2, maxLength: 40, 'x-sensitive': true },
            address: { type: 'object', 'x-sensitive': true },
            note: { type: 'string' },
            count: { type: 'integer' },
          },
          patternProperties: { '^x_': { type: 'string' } },
        },
      },
    },
  }),
  'people.json',
);
/** The schema of its bodies. */
export const person = '/components/schemas/Person';

export const newRedactor = (): Redactor =>
  new Redactor(contract, Buffer.from('the key of this test'));

export interface Message {
  url?: string;
  requestHeaders?: Record<string, string>;
  requestText?: string;
  headers?: Record<string, string>;
  text?: string;
}

const pairs = (headers: Record<string, string>): NameValue[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

export function entryOf({
  url = '/people/1',
  requestText,
  text,
  ...message
}: Message): RecordedEntry {
  const json = { 'content-type': 'application/json' };
  const headers = pairs({ ...json, ...message.headers });
  const mimeType = headers.find(({ name }) => name === 'content-type')!.value;
  return {
    startedDateTime: '2023-12-20T18:40:00.000Z',
    time: 1,
    request: {
      method: 'POST',
      url: `http://127.0.0.1${url}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs({ ...json, ...message.requestHeaders }),
      queryString: [],
      ...(requestText === undefined
        ? {}
        : { postData: { mimeType: 'application/json', text: requestText } }),
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: 200,
      statusText: 'OK',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers,
      content: { size: 0, mimeType, text: text ?? '{}' },
      redirectURL: '',
      headersSize: -1,
      bodySize: 0,
    },
    cache: {},
    timings: { send: 0, wait: 1, receive: 0 },
  };
}

export const bodyOf = (entry: RecordedEntry): Record<string, unknown> =>
  JSON.parse(entry.response.content.text!) as Record<string, unknown>;

/** All text of a recording, decoded in every way. */
export function textsIn(entry: RecordedEntry): string[] {
  const text = JSON.stringify(entry);
  const unescaped = text.replaceAll('\\\\', '\\').replaceAll('\\"', '"');
  const percent = unescaped.replaceAll(/(?:%[\da-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });
  const base64 = [...unescaped.matchAll(/[\w+/-]{8,}/g)].map(([token]) =>
    Buffer.from(token, 'base64').toString(),
  );
  return [text, unescaped, percent, percent.replaceAll('+', ' '), ...base64];
}

/** A text in a form that a header can contain. */
export const inHeader = (text: string): string =>
  text.replaceAll(/[^\u0020-\u007e]/g, '.').replaceAll(/[;=]/g, '.');

/** A contract with one operation, whose body has this schema. */
export const contractOf = (schema: object, parameter: object = { type: 'string' }): Contract =>
  parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      paths: {
        '/people/{person}': {
          post: {
            parameters: [{ name: 'person', in: 'path', required: true, schema: parameter }],
            responses: { 200: { content: { 'application/json': { schema } } } },
          },
        },
      },
    }),
    'people.json',
  );

/** A body after redaction by a contract with this schema. */
export function redactedBy(schema: object, text: string, key = ''): string {
  const redactor = new Redactor(contractOf(schema), Buffer.from('key'));
  return redactor.redacted(entryOf({ text, requestHeaders: { 'x-api-key': key } })).response.content
    .text!;
}
