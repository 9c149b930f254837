import { parseContract, type Contract } from '@batch-status/conformance';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HarEntry, NameValue } from '../src/record/har-entry.ts';
import { Redactor } from '../src/record/redaction/redactor.ts';

/** A contract with a secret of every shape. */
const contract = parseContract(
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
const person = '/components/schemas/Person';

const newRedactor = (): Redactor => new Redactor(contract, Buffer.from('the key of this test'));

interface Message {
  url?: string;
  requestHeaders?: Record<string, string>;
  requestText?: string;
  headers?: Record<string, string>;
  text?: string;
}

const pairs = (headers: Record<string, string>): NameValue[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

function entryOf({ url = '/people/1', requestText, text, ...message }: Message): HarEntry {
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

const bodyOf = (entry: HarEntry): Record<string, unknown> =>
  JSON.parse(entry.response.content.text!) as Record<string, unknown>;

/** Everything that a recording says, however it is written there. */
function saidIn(entry: HarEntry): string[] {
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

/** A secret, as somebody might choose one: no shorter, or it would be in any text. */
const secret = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' }).map((text) => text.trim()),
    fc.stringMatching(/^sk_live_[A-Za-z0-9]{16,32}$/),
    fc.uuid(),
  )
  .filter((text) => /[A-Za-z0-9]{4}/.test(text) && text.length >= 8 && !text.includes('redacted'));
const phone = fc
  .tuple(fc.constantFrom('+', ''), fc.stringMatching(/^[1-8]\d{6,13}$/))
  .map(([plus, digits]) => plus + digits);
const inHeader = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '.');

test('a credential is nowhere in an entry, wherever it turns up and however it is written', () => {
  const places: ((text: string) => Message)[] = [
    (text) => ({ url: `/people/${encodeURIComponent(text)}` }),
    (text) => ({ url: `/other/${encodeURIComponent(text)}/path` }),
    (text) => ({
      url: `/people/1?${new URLSearchParams({ q: text, [text]: 'q', phone: text }).toString()}`,
    }),
    (text) => ({
      requestHeaders: { 'x-note': inHeader(text), 'user-agent': `a/${inHeader(text)}` },
    }),
    (text) => ({
      requestHeaders: { 'x-other': inHeader(text), referer: `http://a/${inHeader(text)}` },
    }),
    (text) => ({ headers: { 'x-about': inHeader(text), etag: `"${inHeader(text)}"` } }),
    (text) => ({
      headers: { location: `http://a/${encodeURIComponent(text)}?a=${encodeURIComponent(text)}` },
    }),
    (text) => ({ headers: { 'x-about': Buffer.from(`user:${text}`).toString('base64') } }),
    (text) => ({ text: JSON.stringify({ note: `It is ${text}.` }) }),
    (text) => ({ text: JSON.stringify({ note: JSON.stringify({ it: text }) }) }),
    (text) => ({ text: JSON.stringify({ note: encodeURIComponent(text) }) }),
    (text) => ({ text: JSON.stringify({ note: Buffer.from(text).toString('base64') }) }),
    (text) => ({ text: JSON.stringify({ [text]: { [text]: [text] }, x_y: text }) }),
    (text) => ({ text: JSON.stringify({ phone: text, name: text, address: { [text]: text } }) }),
    (text) => ({ text: `<p>${text}</p>`, headers: { 'content-type': 'text/html' } }),
    (text) => ({ text: `It is ${text}.`, headers: { 'content-type': 'text/plain' } }),
    (text) => ({ text: `{"note":"${text}` }),
    (text) => ({ requestText: JSON.stringify({ note: text, phone: text }) }),
    (text) => ({ requestText: `code=${encodeURIComponent(text)}` }),
  ];
  const carriers: ((text: string) => Message)[] = [
    (text) => ({ requestHeaders: { 'x-secret': inHeader(text) } }),
    (text) => ({ requestHeaders: { authorization: `Bearer ${inHeader(text)}` } }),
    (text) => ({
      requestHeaders: { authorization: `Basic ${Buffer.from(`me:${text}`).toString('base64')}` },
    }),
    (text) => ({
      requestHeaders: { cookie: `a=1; sid=${inHeader(text).replaceAll(/[;=]/g, '.')}` },
    }),
    (text) => ({
      headers: { 'set-cookie': `sid=${inHeader(text).replaceAll(/[;=]/g, '.')}; Path=/` },
    }),
    (text) => ({ url: `/people/1?code=${encodeURIComponent(text)}` }),
  ];
  fc.assert(
    fc.property(
      secret.map((text) => text.replaceAll(/[;=]/g, '.')),
      fc.constantFrom(...places),
      fc.constantFrom(...carriers),
      (text, place, carrier) => {
        const [carried, placed] = [carrier(text), place(text)];
        const redactor = newRedactor();
        // What carries it comes in the same exchange, or in one before.
        for (const message of [
          {
            ...placed,
            ...carried,
            requestHeaders: { ...placed.requestHeaders, ...carried.requestHeaders },
            headers: { ...placed.headers, ...carried.headers },
          },
          placed,
        ]) {
          const said = saidIn(redactor.redacted(entryOf(message)));
          expect(said.filter((one) => one.includes(text))).toEqual([]);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('a phone number is nowhere in an entry, be it known as one or not', () => {
  const spaced = (text: string): string => text.replace(/(\d{3})(\d{3})/, '$1-$2 ');
  const places: ((text: string) => Message)[] = [
    (text) => ({ url: `/people/${encodeURIComponent(text)}` }),
    (text) => ({ url: `/people/tel${encodeURIComponent(text)}?phone=${encodeURIComponent(text)}` }),
    (text) => ({ url: `/else/${text}?${text}=${text}` }),
    (text) => ({
      requestHeaders: { 'x-note': `call ${text}`, [`x-${text.replace('+', '')}`]: text },
    }),
    (text) => ({
      headers: { 'x-about': `call ${spaced(text)}`, 'x-else': text, etag: `"${text}"` },
    }),
    (text) => ({ headers: { location: `/people/${text}`, 'content-type': `application/${text}` } }),
    (text) => ({
      text: JSON.stringify({ phone: text, note: `Call ${text}, or ${spaced(text)}!` }),
    }),
    (text) => ({ text: JSON.stringify({ national: text, id: text, name: text, else: text }) }),
    (text) => ({ text: JSON.stringify({ note: encodeURIComponent(text), [text]: text }) }),
    (text) => ({ text: `{"phone": ${text.replace('+', '')}, "number": ${text.replace('+', '')}}` }),
    (text) => ({ text: `{"phone": "${text}", "count": ${text.replace('+', '')}}` }),
    (text) => ({ text: `{"else": [${text.replace('+', '')}, {"a": ${text.replace('+', '')}.5}]}` }),
    (text) => ({ text: `{"phone":"${text}` }),
    (text) => ({ text: `Call ${text}`, headers: { 'content-type': 'text/plain' } }),
    (text) => ({
      text: `<a href="tel:${text}">${text}</a>`,
      headers: { 'content-type': 'text/html' },
    }),
    (text) => ({ requestText: JSON.stringify({ phone: text, note: text, count: [text] }) }),
    (text) => ({ requestText: `phone=${text}` }),
  ];
  fc.assert(
    fc.property(phone, fc.constantFrom(...places), (text, place) => {
      const digits = text.replace('+', '');
      const entry = newRedactor().redacted(entryOf(place(text)));
      for (const said of saidIn(entry)) {
        expect(said).not.toContain(digits);
        expect(said.replaceAll(/[-\s]/g, '')).not.toContain(digits);
      }
    }),
    { numRuns: 1000 },
  );
});

test('what stands in for a value satisfies the schema, and breaks what the value broke', () => {
  const validate = contract.schemas.at(person);
  const said = (value: unknown): unknown =>
    validate(value)
      ? []
      : validate.errors!.map(({ instancePath, keyword }) => [instancePath, keyword]);
  const text = fc.oneof(fc.string({ maxLength: 50, unit: 'grapheme' }), phone, fc.string());
  const any = fc.oneof(
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(text, { maxLength: 3 }),
  );
  const fitting = {
    phone,
    national: fc.stringMatching(/^\+1\d{10}$/),
    number: fc.nat(),
    mail: fc.emailAddress(),
    id: fc.uuid(),
    born: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString().slice(0, 10)),
    kind: fc.constantFrom('adult', 'child'),
    pin: fc.stringMatching(/^\d{4}$/),
    iban: fc.stringMatching(/^DE\d{20}$/),
    name: fc.string({ minLength: 2, maxLength: 40 }),
    note: text,
  };
  const members = Object.fromEntries(
    Object.entries(fitting).map(([name, values]) => [
      name,
      fc.oneof(values as fc.Arbitrary<unknown>, any),
    ]),
  );
  fc.assert(
    fc.property(fc.record(members, { requiredKeys: [] }), (body) => {
      const redacted = newRedactor().redacted(entryOf({ text: JSON.stringify(body) }));
      // What nothing can stand in for is left out, and that is said.
      fc.pre(redacted.comment === undefined);
      expect(said(bodyOf(redacted))).toEqual(said(JSON.parse(JSON.stringify(body))));
    }),
    { numRuns: 300 },
  );
});

test('equal values have equal stand-ins in a recording, and unequal ones unequal', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(phone, secret), { minLength: 2, maxLength: 20 }),
      (values) => {
        const redactor = newRedactor();
        const standIns = values.map(
          (value) =>
            bodyOf(redactor.redacted(entryOf({ text: JSON.stringify({ phone: value }) })))['phone'],
        );
        const again = values.map(
          (value) =>
            bodyOf(redactor.redacted(entryOf({ text: JSON.stringify({ address: [value] }) })))[
              'address'
            ],
        );
        expect(again.flat()).toEqual(standIns);
        // A number with and without its plus is one number.
        expect(new Set(standIns).size).toBe(new Set(values).size);
      },
    ),
  );
});

test('a phone number has the same stand-in wherever it is', () => {
  const number = '+12025550143';
  const entry = newRedactor().redacted(
    entryOf({
      url: `/people/${encodeURIComponent(number)}`,
      headers: { 'x-about': `of ${number}` },
      text: JSON.stringify({ phone: number, note: `call 1 (202) 555-0143` }),
    }),
  );
  const { phone: standIn, note } = bodyOf(entry) as { phone: string; note: string };
  expect(standIn).toMatch(/^\+999\d{12}$/);
  expect(note).toBe(`call ${standIn.slice(1)}`);
  expect(entry.request.url).toBe(`http://127.0.0.1/people/${encodeURIComponent(standIn)}`);
  expect(entry.response.headers.at(-1)!.value).toBe(`of ${standIn}`);
});

test('another key gives other stand-ins, and the same key the same', () => {
  const entry = entryOf({ text: '{"phone":"+12025550143","name":"Ada"}' });
  const text = (key: string): string =>
    new Redactor(contract, Buffer.from(key)).redacted(entry).response.content.text!;
  expect(text('one key')).toBe(text('one key'));
  expect(text('one key')).not.toBe(text('another'));
});

test('of what the contract does not describe, only the shape is kept', () => {
  const entry = newRedactor().redacted(
    entryOf({
      url: '/people/1?of=Ada%20L.',
      requestHeaders: { 'x-forwarded-for': '10.1.2.3' },
      text: '{ "note": "seen", "count": 42, "of": ["Ada L.", 1815, true, null], "Ada L.": 1 }',
    }),
  );
  expect(entry.request.url).toBe('http://127.0.0.1/people/1?of=xxx%20x.');
  expect(entry.request.headers.at(-1)!.value).toBe('00.0.0.0');
  expect(entry.response.content.text).toMatch(
    /^\{ "note": "seen", "count": 42, "of": \["xxx x\.", 1111, true, null\], "redacted-[a-p]{12}": 1 \}$/,
  );
});

test('URLs in headers keep nobody who signs in, and no host that looks like a number', () => {
  const { response } = newRedactor().redacted(
    entryOf({ headers: { location: 'https://ada:secret@12025550143.example/people/Ada?a=b#c' } }),
  );
  expect(response.redirectURL).toMatch(/^https:\/\/999\d{12}\.example\/people\/xxx\?a=x$/);
});

test('a word that is sensitive in one place changes no type of a body', () => {
  const { response } = newRedactor().redacted(
    entryOf({
      headers: { 'content-type': 'application/json; a=application' },
      text: '{"name":"application","note":"application"}',
    }),
  );
  expect(response.content.mimeType).toMatch(/^application\/json; a=redacted-[a-p]{12}$/);
  expect(response.content.text).toMatch(/^\{"name":"(redacted-[a-p]{12})","note":"\1"\}$/);
});

/** A contract with one operation, whose body has this schema. */
const contractOf = (schema: object, parameter: object = { type: 'string' }): Contract =>
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

test('elements that have to differ differ still', () => {
  const unique = contractOf({ type: 'array', uniqueItems: true });
  const entry = new Redactor(unique, Buffer.from('key')).redacted(
    entryOf({ text: '["Ada","Eve"]' }),
  );
  expect(entry.comment).toBeUndefined();
  expect(new Set(JSON.parse(entry.response.content.text!) as string[]).size).toBe(2);
});

test('a body that would fit its schema no more is left out', () => {
  const constant = contractOf({ const: { name: 'Ada' } });
  const entry = new Redactor(constant, Buffer.from('key')).redacted(
    entryOf({ text: '{"name":"Ada"}' }),
  );
  expect(entry.response.content).toMatchObject({ text: '', _truncated: true });
});

test('a number in a path stays the number that it is, and unequal ones unequal', () => {
  const numbered = contractOf({}, { type: 'integer' });
  const redactor = new Redactor(numbered, Buffer.from('key'));
  const urls = ['/people/1', '/people/20000000'].map((url) => redactor.redacted(entryOf({ url })));
  expect(urls.map(({ request }) => new URL(request.url).pathname)).toEqual([
    '/people/1',
    '/people/20000000',
  ]);
});

test('a value that nothing can stand in for is left out with its body, which is said', () => {
  const checked = contractOf({
    type: 'string',
    pattern: '^(?:aaaa|bbbb)+$',
    'x-sensitive': true,
  });
  const entry = new Redactor(checked, Buffer.from('key')).redacted(entryOf({ text: '"aaaabbbb"' }));
  expect(entry.response.content).toMatchObject({ text: '', _truncated: true });
  expect(entry.comment).toBe(
    "The response's body is left out, since nothing can stand in for what is in it.",
  );
});

test.each([
  ['spaces', JSON.stringify({ phone: `${' '.repeat(2_000_000)}x`, note: ' '.repeat(2_000_000) })],
  ['digits', JSON.stringify({ phone: '1'.repeat(1_000_000), note: '1 '.repeat(1_000_000) })],
  ['a pattern that is broken at length', JSON.stringify({ pin: '1'.repeat(1_000_000) })],
  ['a long number', `{"number": ${'9'.repeat(1_000_000)}, "count": 0.${'1'.repeat(1_000_000)}}`],
  ['what is nested deeply', '['.repeat(500_000) + ']'.repeat(500_000)],
  ['backslashes', JSON.stringify({ note: '\\'.repeat(1_000_000), name: '"'.repeat(1_000_000) })],
  [
    'many members',
    `{${Array.from({ length: 100_000 }, (_, at) => `"a${at}":"+1202555${at}"`).join()}}`,
  ],
  ['base64', JSON.stringify({ note: 'QUFB'.repeat(1_000_000) })],
])('%s is redacted in seconds, or left out', { timeout: 20_000 }, (_, text) => {
  const entry = newRedactor().redacted(
    entryOf({ text, requestHeaders: { 'x-secret': 'a key of some length' } }),
  );
  expect(entry.response.content.text!.length).toBeLessThan(text.length * 3);
});
