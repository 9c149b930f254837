import { describe, expect, test } from 'vitest';

import { Checker, checkSequence, parseContract } from '../../src/index.ts';
import { batches, checked, exchangesWith } from './sequence.ts';

describe('rules about one body', () => {
  test('a broken rule is reported with its member and its line', async () => {
    const { findings, isKept } = await checked(exchangesWith(101));
    expect(findings).toEqual([
      {
        rule: 'invariant',
        severity: 'error',
        message:
          'The body of the 200 of GET /batches/{batchId}: at /completed: breaks the rule "At most all calls are completed".',
        in: { file: 'a.har', entry: 0, pointer: '/completed' },
        contract: {
          file: 'batches.yaml',
          line: 27,
          column: 11,
          pointer: '/components/schemas/Batch/x-validations/0',
        },
      },
    ]);
    expect(isKept).toBe(false);
  });

  test('a broken assumption is a warning, and the check passes', async () => {
    const [exchange] = exchangesWith(100);
    const body = exchange!.response.body!.replace('"completedTime":1', '"completedTime":null');
    const { findings, isKept } = await checked([
      { ...exchange!, response: { ...exchange!.response, body } },
    ]);
    expect(findings).toMatchObject([{ rule: 'invariant', severity: 'warning' }]);
    expect(isKept).toBe(true);
  });
});

describe('rules about two bodies of one batch', () => {
  test('95 completed calls and then 90 are reported for the later exchange', async () => {
    const { findings } = await checked(exchangesWith(94, 95, 90));
    expect(findings).toMatchObject([
      {
        rule: 'transition',
        severity: 'error',
        message: expect.stringContaining('"The number of completed calls never falls"'),
        in: { file: 'a.har', entry: 2, pointer: '/completed' },
        after: { file: 'a.har', entry: 1 },
        contract: { pointer: '/components/schemas/Batch/x-validations/2' },
      },
    ]);
  });

  test('a completed batch that is processed again is reported', async () => {
    const { findings } = await checked(exchangesWith(100, [100, {}], [99, {}]));
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('never falls'),
      expect.stringContaining('stays complete'),
    ]);
  });

  test('a rule that cannot be checked is a finding', async () => {
    const schema = {
      type: 'object',
      required: ['done', 'total'],
      properties: { done: { type: 'integer' }, total: { type: 'integer' } },
      'x-validations': [
        { rule: 'self.done / self.total < 2', message: 'Most are not twice done.' },
      ],
    };
    const paths = {
      '/a': { get: { responses: { '200': { content: { 'application/json': { schema } } } } } },
    };
    const contract = parseContract(JSON.stringify({ openapi: '3.1.0', paths }), 'a.json');
    const [recorded] = exchangesWith([0, { url: 'http://h/a' }]);
    const response = { ...recorded!.response, body: '{"done":1,"total":0}' };
    expect(new Checker(contract).check({ ...recorded!, response })).toMatchObject([
      {
        rule: 'invariant',
        message: expect.stringContaining('cannot be checked: division by zero'),
      },
    ]);
  });

  test('counters can rise or stay', async () => {
    const { findings, summary } = await checked(exchangesWith(0, 1, 1, 100));
    expect(findings).toEqual([]);
    expect(summary.transitions).toEqual({ judged: 3, unordered: 0 });
  });

  test.each([
    ['another batch', { batch: 'b2' }],
    ['another server', { url: 'https://other.example/v1/batches/b1' }],
    [
      'another value of a declared query parameter',
      { url: 'https://batches.example/v1/batches/b1?view=x' },
    ],
  ])('%s is a different resource', async (_, changes) => {
    const { findings, summary } = await checked(exchangesWith(95, [90, changes]));
    expect(findings).toEqual([]);
    expect(summary.transitions).toEqual({ judged: 0, unordered: 0 });
  });

  test.each([
    ['a percent-encoded letter', { batch: '%621' }],
    ['another value of an undeclared query parameter', { batch: 'b1?now=1' }],
    ['another file', { file: 'b.har' }],
  ])('%s does not make a different resource', async (_, changes) => {
    const { findings } = await checked(exchangesWith(95, [90, changes]));
    expect(findings).toMatchObject([{ rule: 'transition' }]);
  });

  test('a body is compared across an error response', async () => {
    const { findings } = await checked(exchangesWith(95, [0, { status: 404 }], 90));
    expect(findings).toMatchObject([{ rule: 'transition', after: { entry: 0 } }]);
  });

  test('a body is compared across a body that breaks its schema', async () => {
    const [first, second, third] = exchangesWith(95, 1, 90);
    const broken = { ...second!, response: { ...second!.response, body: '{"completed":"1"}' } };
    const { findings } = await checked([first!, broken, third!]);
    expect(findings.at(-1)).toMatchObject({ rule: 'transition', after: { entry: 0 } });
  });
});

describe('a body that is sent repeatedly', () => {
  test('is counted each time', async () => {
    const { findings, summary } = await checked(exchangesWith(95, 95, 95, 90, 90, 95));
    expect(findings.map((finding) => [finding.in.entry, finding.after?.entry])).toEqual([[3, 2]]);
    expect(summary).toMatchObject({ checked: 6, transitions: { judged: 5 } });
  });

  test('is reported each time if it is wrong', async () => {
    expect((await checked(exchangesWith(101, 101, 101))).findings).toHaveLength(3);
  });

  test('is compared with itself', () => {
    const schema = {
      type: 'object',
      required: ['tick'],
      properties: { tick: { type: 'integer' } },
      'x-validations': [{ rule: 'self.tick > oldSelf.tick', message: 'Each is later.' }],
    };
    const content = { 'application/json': { schema } };
    const paths = { '/clock': { get: { responses: { '200': { content } } } } };
    const clock = parseContract(JSON.stringify({ openapi: '3.1.0', paths }), 'clock.json');
    const checker = new Checker(clock);
    const found = [1, 2, 2, 2, 3].map((tick, entry) => {
      const [recorded] = exchangesWith([0, { at: entry * 1000, url: 'http://h/clock' }]);
      const { response, ...exchange } = recorded!;
      const body = JSON.stringify({ tick });
      return checker.check({ ...exchange, response: { ...response, body } }).length;
    });
    expect(found).toEqual([0, 0, 1, 1, 0]);
  });
});

describe('two bodies are compared only if their order is known', () => {
  test('overlapping requests are counted', async () => {
    const { findings, summary } = await checked(exchangesWith([95, { at: 0 }], [90, { at: 49 }]));
    expect(findings).toEqual([]);
    expect(summary.transitions).toEqual({ judged: 0, unordered: 1 });
  });

  test('a request in the millisecond in which a response ended can have overlapped', async () => {
    expect((await checked(exchangesWith([95, { at: 0 }], [90, { at: 50 }]))).findings).toEqual([]);
    expect((await checked(exchangesWith([95, { at: 0 }], [90, { at: 51 }]))).findings).toHaveLength(
      1,
    );
  });

  test('the order in the recording does not matter', async () => {
    const later = { at: 5000, file: 'b.har' };
    const { findings, summary } = await checked(
      exchangesWith([90, later], [95, { at: 0 }], [96, { at: 99 }]),
    );
    expect(findings).toMatchObject([
      { in: { file: 'b.har', entry: 0 }, after: { file: 'a.har', entry: 1 } },
      { in: { file: 'b.har', entry: 0 }, after: { file: 'a.har', entry: 2 } },
    ]);
    expect(summary.transitions).toEqual({ judged: 3, unordered: 0 });
  });

  test('a recording that is read after a later one is also checked within itself', async () => {
    const [later, ...earlier] = exchangesWith(
      100,
      [95, { file: 'b.har' }],
      [90, { file: 'b.har' }],
    );
    const { findings, summary } = await checked([
      { ...later!, startedAt: 9e9, endedAt: 9e9 },
      ...earlier,
    ]);
    expect(findings).toMatchObject([{ in: { entry: 2 }, after: { entry: 1 } }]);
    expect(summary.transitions).toEqual({ judged: 3, unordered: 0 });
  });

  test('without times, the order is unknown', async () => {
    const timeless = exchangesWith(95, 90).map(({ request, response, source }) => ({
      request,
      response,
      source,
    }));
    const { findings, summary } = await checked(timeless);
    expect(findings).toEqual([]);
    expect(summary.transitions).toEqual({ judged: 0, unordered: 1 });
  });
});

describe('an exchange that the contract does not describe is counted', () => {
  const preflight = { 'access-control-request-method': 'GET' };
  test.each([
    ['preflight', { method: 'OPTIONS', headers: preflight }],
    ['method', { method: 'DELETE' }],
    ['method', { method: 'OPTIONS' }],
    ['path', { url: 'https://batches.example/v1/calls' }],
    ['path', { url: 'https://batches.example/batches/b1' }],
    ['server', { url: 'https://fonts.example/inter.woff2' }],
    ['server', { url: 'not a URL' }],
  ])('%s', async (reason, changes) => {
    const { findings, summary, isKept } = await checked(exchangesWith([101, changes]));
    expect(findings).toEqual([]);
    expect(summary.outOfScope).toMatchObject({ [reason]: 1 });
    expect(summary.checked).toBe(0);
    expect(isKept).toBe(false);
  });

  test('an empty sequence does not pass', async () => {
    expect((await checked([])).isKept).toBe(false);
  });

  test('a request without a response does not pass', async () => {
    const { summary, isKept } = await checked(exchangesWith([0, { status: 0 }]));
    expect(summary).toMatchObject({ checked: 0, unanswered: 1, warnings: 1 });
    expect(isKept).toBe(false);
  });

  test('a local host is in scope if it has the path', async () => {
    const { summary } = await checked(
      exchangesWith([1, { url: 'http://127.0.0.1:8080/v1/batches/b1' }]),
    );
    expect(summary.checked).toBe(1);
  });

  test('with the option `servers`, paths start with the prefix of a server', async () => {
    const servers = ['http://127.0.0.1:8080/proxy/', 'https://batches.example:443/v1'];
    const { summary } = await checked(
      exchangesWith(
        [1, { url: 'http://127.0.0.1:8080/proxy/batches/b1' }],
        [1, { url: 'https://batches.example/v1/batches/b1' }],
        [1, { url: 'http://127.0.0.1:8080/v1/batches/b1' }],
        [1, { url: 'http://127.0.0.1:8081/proxy/batches/b1' }],
      ),
      { servers },
    );
    expect(summary).toMatchObject({ checked: 2, outOfScope: { path: 1, server: 1 } });
  });
});

test('a sequence is checked while it is read, and closed when the reader stops', async () => {
  const [exchange] = exchangesWith(101);
  let isOpen = true;
  async function* endless() {
    try {
      for (;;) yield exchange!;
    } finally {
      isOpen = false;
    }
  }
  const findings = checkSequence(batches, endless());
  for await (const _ of findings) if (findings.summary.checked === 3) break;
  expect(isOpen).toBe(false);
});
