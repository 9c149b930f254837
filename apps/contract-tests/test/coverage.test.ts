import type { CoveredPoint } from '@batch-status/contract-proof';
import { expect, test } from 'vitest';

import { ContractFiles, type Answer } from './contract-files.ts';
import { contractTests } from './run.ts';

interface Measured {
  share: { shown: number; all: number; percent: number };
  points: CoveredPoint[];
}

/** What is shown and what is missing in a contract whose 200 has this schema. */
async function measured(
  schema: object,
  answers: Answer[],
  responses: object = {},
): Promise<{ shown: string[]; missing: string[] }> {
  await using files = await ContractFiles.make();
  const { code, stdout, stderr } = await contractTests(
    ...['coverage', '--format', 'json', '--contract', await files.contract(schema, responses)],
    await files.recording(answers),
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const { points } = JSON.parse(stdout) as Measured;
  const [shown, missing] = [true, false].map((wanted) =>
    points.filter(({ isShown }) => isShown === wanted).map(({ kind, what }) => `${kind}: ${what}`),
  );
  return { shown: shown!, missing: missing! };
}

const bodies = (...values: unknown[]): Answer[] => values.map((body) => ({ body }));

test('reports nothing missing if the whole contract is shown', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'boolean' });
  const recording = await files.recording(bodies(true, false));
  const { code, stdout } = await contractTests(
    ...['coverage', '--min', '100', '--contract', contract, recording],
  );
  expect(stdout).toMatch(/^all +3 of 3 +100\.0 %$/m);
  expect(stdout).not.toContain('Not shown');
  expect(code).toBe(0);
});

test.each<[what: string, schema: object, values: unknown[], shown: string[], missing: string[]]>([
  [
    'present and absent members',
    { type: 'object', required: ['a'], properties: { a: {}, b: {}, c: {} } },
    [{ a: 1, b: 1 }],
    ['member: b is present', 'member: c is absent'],
    ['member: b is absent', 'member: c is present'],
  ],
  [
    'members that another part of the schema requires',
    {
      allOf: [{ properties: { a: {} } }, { required: ['a'] }],
      required: ['b'],
      properties: { b: {} },
    },
    [{ a: 1, b: 1 }],
    [],
    [],
  ],
  [
    'values of enums',
    { enum: ['a', 'b', null] },
    ['a'],
    ['value: the body is "a"'],
    ['value: the body is "b"', 'value: the body is null'],
  ],
  [
    'booleans',
    { type: 'boolean' },
    [true],
    ['value: the body is true'],
    ['value: the body is false'],
  ],
  ['null', { type: ['integer', 'null'] }, [1], [], ['null: the body is null']],
  [
    'branches of unions',
    { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    ['a'],
    ['branch: the body is of form 1'],
    ['branch: the body is of form 2'],
  ],
  [
    'each of several types',
    { type: ['string', 'integer', 'array'] },
    ['a', []],
    ['branch: the body has the type string', 'branch: the body has the type array'],
    ['branch: the body has the type integer'],
  ],
  [
    'bounds, by a value on them',
    { type: 'array', minItems: 1, maxItems: 3, items: { type: 'integer', minimum: 0, maximum: 9 } },
    [[0], [8, 1]],
    [
      'bound: the body is at minItems 1',
      'items: the body has an element',
      'bound: each of the body is at minimum 0',
    ],
    ['bound: the body is at maxItems 3', 'bound: each of the body is at maximum 9'],
  ],
  [
    'lengths in characters, and integers beside exclusive bounds',
    {
      properties: {
        name: { type: 'string', maxLength: 2 },
        count: { type: 'integer', exclusiveMinimum: 0 },
        share: { type: 'number', exclusiveMaximum: 1 },
      },
      required: ['name', 'count', 'share'],
    },
    [{ name: '😀😀', count: 1, share: 0.5 }],
    ['bound: name is at maxLength 2', 'bound: count is at exclusiveMinimum 0'],
    [],
  ],
  [
    'rules that were not vacuous',
    {
      type: 'object',
      required: ['done'],
      properties: { done: { type: 'integer' }, end: { type: 'integer' } },
      'x-validations': [
        { rule: 'self.done >= 0', message: 'Counts.' },
        { rule: '!has(self.end) || self.end > 0', message: 'Ends.' },
        { rule: 'self.done >= oldSelf.done', message: 'Grows.' },
      ],
    },
    [{ done: 1 }],
    ['member: end is absent', 'rule: Counts'],
    ['member: end is present', 'rule: Ends', 'rule: Grows'],
  ],
])('counts %s', async (_, schema, values, shown, missing) => {
  const result = await measured(schema, bodies(...values));
  const [response, ...rest] = result.shown;
  expect(response).toBe('response: 200 with application/json');
  expect(rest.toSorted()).toEqual(shown.toSorted());
  expect(result.missing.toSorted()).toEqual(missing.toSorted());
});

test('a rule over two bodies is shown by two consecutive bodies that keep it, and not by a breach', async () => {
  const schema = {
    type: 'object',
    required: ['done'],
    properties: { done: { type: 'integer' } },
    'x-validations': [{ rule: 'self.done >= oldSelf.done', message: 'Grows.' }],
  };
  expect(await measured(schema, bodies({ done: 2 }, { done: 1 }))).toMatchObject({
    missing: ['rule: Grows'],
  });
  expect(await measured(schema, bodies({ done: 1 }, { done: 2 }))).toMatchObject({ missing: [] });
});

test('counts responses by status and media type, and headers', async () => {
  const content = { 'application/json': { schema: {} }, 'text/plain': {} };
  const headers = { 'X-Next': { schema: {} }, 'X-Id': { required: true, schema: {} } };
  const responses = { '4XX': { description: '', content, headers }, '204': { description: '' } };
  const answers = [{ status: 404, body: 'a', headers: { 'x-id': '1' } }];
  expect(await measured({}, answers, responses)).toEqual({
    shown: [
      'response: 4XX with application/json',
      'header: X-Next of 4XX is absent',
      'header: X-Id of 4XX is present',
    ],
    missing: [
      'response: 200 with application/json',
      'response: 204',
      'response: 4XX with text/plain',
      'header: X-Next of 4XX is present',
    ],
  });
});

test('an invalid body shows nothing', async () => {
  const schema = { type: 'object', properties: { a: { type: 'integer', minimum: 0 }, b: {} } };
  const { shown } = await measured(schema, bodies({ a: 0, b: 1 }, { a: -1 }).slice(1));
  expect(shown).toEqual([]);
});

test('locates what is missing in the contract, and fails below --min', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'object', properties: { a: {}, b: {} } });
  const args = ['--contract', contract, await files.recording(bodies({ a: 1 }))];
  const { code, stdout, stderr } = await contractTests('coverage', '--min', '80', ...args);
  expect(code).toBe(1);
  expect(stderr).toContain('60 %, less than --min 80');
  const at =
    /contract\.yaml:\d+:\d+ \/paths\/~1things~1\{id\}\/get\/responses\/200\/content\/application~1json\/schema\/properties\/b$/m;
  expect(stdout).toMatch(at);
  expect(stdout).toMatch(/^all +3 of 5 +60\.0 %$/m);
  expect(await contractTests('coverage', '--min', '60', ...args)).toMatchObject({ code: 0 });
});

test('an operation without a response counts only with --all-operations', async () => {
  await using files = await ContractFiles.make();
  const other = { get: { responses: { '200': { description: '' } } } };
  const things = { get: { responses: { '200': { description: '' } } } };
  const contract = await files.contract(
    {},
    {},
    { paths: { '/things/{id}': things, '/other': other } },
  );
  const args = ['--format', 'json', '--contract', contract, await files.recording([{}])];
  const some = JSON.parse((await contractTests('coverage', ...args)).stdout) as Measured;
  expect(some.share).toEqual({ shown: 1, all: 1, percent: 100 });
  const all = JSON.parse(
    (await contractTests('coverage', '--all-operations', ...args)).stdout,
  ) as Measured;
  expect(all.share).toEqual({ shown: 1, all: 2, percent: 50 });
});

test('answers of other servers do not count', async () => {
  await using files = await ContractFiles.make();
  const args = ['--contract', await files.contract({}), await files.recording(bodies(1))];
  const of = (server: string): ReturnType<typeof contractTests> =>
    contractTests('coverage', '--server', server, ...args);
  expect(await of('http://localhost')).toMatchObject({ code: 0 });
  expect(await of('http://example.org')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no exchange with a response'),
  });
});

test('makes one page of HTML in which no text of the contract becomes markup', async () => {
  await using files = await ContractFiles.make();
  const schema = { type: 'object', properties: { '<script>alert(1)</script>': {} } };
  const args = ['--contract', await files.contract(schema), await files.recording(bodies({}))];
  const { code, stdout } = await contractTests('coverage', '--format', 'html', ...args);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^<!doctype html>/);
  expect(stdout).not.toContain('<script');
  expect(stdout).toContain('&#60;script&#62;alert(1)&#60;/script&#62; is absent');
  expect(stdout).not.toMatch(/(?:src|href)=/);
});

test.each([
  ['a file that is not a recording', 'no-har.json', 'not a HAR', 2],
  ['an empty recording', 'empty.har', '', 2],
  ['a recording of something else', 'other.har', { log: { entries: [] } }, 1],
])('%s fails', async (_, name, content, expected) => {
  await using files = await ContractFiles.make();
  const args = ['--contract', await files.contract({}), await files.write(name, content)];
  const { code, stderr } = await contractTests('coverage', ...args);
  expect(code).toBe(expected);
  expect(stderr).toMatch(/^contract-tests: .+\.$/m);
});

test.each([
  [['no-such-file.har'], 'No file matches'],
  [
    ['--contract', 'no-such.yaml', 'package.json'],
    'does not exist. Name your OpenAPI description with --contract',
  ],
  [['--min', 'most', 'package.json'], 'from 0 to 100'],
  [['--min', ' ', 'package.json'], 'from 0 to 100'],
  [['--min', '-1', 'package.json'], 'from 0 to 100'],
  [['--server', 'ftp://h', 'package.json'], 'It must be a URL'],
  [['--server', 'localhost', 'package.json'], 'It must be a URL'],
  [['--format', 'xml', 'package.json'], 'Allowed choices'],
  [[], 'missing required argument'],
])('coverage %j is wrong usage', async (args, reason) => {
  const { code, stderr } = await contractTests('coverage', ...args);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(2);
});
