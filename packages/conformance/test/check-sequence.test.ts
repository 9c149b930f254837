import { describe, expect, test } from 'vitest';

import { Checker, checkSequence, parseContract } from '../src/index.ts';
import { asked, batches, judged } from './sequence.ts';

describe('rules over one body', () => {
  test('a broken one is a finding at its member and at its line', async () => {
    const { findings, isKept } = await judged(asked(101));
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

  test('an assumption that fails is a warning, and fails nobody', async () => {
    const [exchange] = asked(100);
    const body = exchange!.response.body!.replace('"completedTime":1', '"completedTime":null');
    const { findings, isKept } = await judged([
      { ...exchange!, response: { ...exchange!.response, body } },
    ]);
    expect(findings).toMatchObject([{ rule: 'invariant', severity: 'warning' }]);
    expect(isKept).toBe(true);
  });
});

describe('rules over two bodies of one batch', () => {
  test('95 completed calls and then 90 are a finding of the later exchange', async () => {
    const { findings } = await judged(asked(94, 95, 90));
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

  test('a completed batch that processes again is found', async () => {
    const { findings } = await judged(asked(100, [100, {}], [99, {}]));
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
    const [recorded] = asked([0, { url: 'http://h/a' }]);
    const response = { ...recorded!.response, body: '{"done":1,"total":0}' };
    expect(new Checker(contract).check({ ...recorded!, response })).toMatchObject([
      {
        rule: 'invariant',
        message: expect.stringContaining('cannot be checked: division by zero'),
      },
    ]);
  });

  test('what rises, or stays, is kept', async () => {
    const { findings, summary } = await judged(asked(0, 1, 1, 100));
    expect(findings).toEqual([]);
    expect(summary.transitions).toEqual({ judged: 3, unordered: 0 });
  });

  test.each([
    ['another batch', { batch: 'b2' }],
    ['another server', { url: 'https://other.example/v1/batches/b1' }],
    [
      'another view, which the contract knows',
      { url: 'https://batches.example/v1/batches/b1?view=x' },
    ],
  ])('%s has a life of its own', async (_, changes) => {
    const { findings, summary } = await judged(asked(95, [90, changes]));
    expect(findings).toEqual([]);
    expect(summary.transitions).toEqual({ judged: 0, unordered: 0 });
  });

  test.each([
    ['a percent-encoded letter', { batch: '%621' }],
    ['a parameter that the contract does not know', { batch: 'b1?now=1' }],
    ['another file', { file: 'b.har' }],
  ])('%s makes no other batch', async (_, changes) => {
    const { findings } = await judged(asked(95, [90, changes]));
    expect(findings).toMatchObject([{ rule: 'transition' }]);
  });

  test('an error in between does not hide what was before it', async () => {
    const { findings } = await judged(asked(95, [0, { status: 404 }], 90));
    expect(findings).toMatchObject([{ rule: 'transition', after: { entry: 0 } }]);
  });

  test('a body that breaks its schema in between does not either', async () => {
    const [first, second, third] = asked(95, 1, 90);
    const broken = { ...second!, response: { ...second!.response, body: '{"completed":"1"}' } };
    const { findings } = await judged([first!, broken, third!]);
    expect(findings.at(-1)).toMatchObject({ rule: 'transition', after: { entry: 0 } });
  });
});

describe('what is told again and again', () => {
  test('is judged like what is new', async () => {
    const { findings, summary } = await judged(asked(95, 95, 95, 90, 90, 95));
    expect(findings.map((finding) => [finding.in.entry, finding.after?.entry])).toEqual([[3, 2]]);
    expect(summary).toMatchObject({ checked: 6, transitions: { judged: 5 } });
  });

  test('is found each time that it is wrong', async () => {
    expect((await judged(asked(101, 101, 101))).findings).toHaveLength(3);
  });

  test('may not follow itself where a rule says so', () => {
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
      const [recorded] = asked([0, { at: entry * 1000, url: 'http://h/clock' }]);
      const { response, ...exchange } = recorded!;
      const body = JSON.stringify({ tick });
      return checker.check({ ...exchange, response: { ...response, body } }).length;
    });
    expect(found).toEqual([0, 0, 1, 1, 0]);
  });
});

describe('only what is known to have followed is judged', () => {
  test('requests that overlap are counted', async () => {
    const { findings, summary } = await judged(asked([95, { at: 0 }], [90, { at: 49 }]));
    expect(findings).toEqual([]);
    expect(summary.transitions).toEqual({ judged: 0, unordered: 1 });
  });

  test('one that began in the millisecond in which another ended may have overlapped', async () => {
    expect((await judged(asked([95, { at: 0 }], [90, { at: 50 }]))).findings).toEqual([]);
    expect((await judged(asked([95, { at: 0 }], [90, { at: 51 }]))).findings).toHaveLength(1);
  });

  test('the order in the recording does not matter', async () => {
    const later = { at: 5000, file: 'b.har' };
    const { findings, summary } = await judged(
      asked([90, later], [95, { at: 0 }], [96, { at: 99 }]),
    );
    expect(findings).toMatchObject([
      { in: { file: 'b.har', entry: 0 }, after: { file: 'a.har', entry: 1 } },
      { in: { file: 'b.har', entry: 0 }, after: { file: 'a.har', entry: 2 } },
    ]);
    expect(summary.transitions).toEqual({ judged: 3, unordered: 0 });
  });

  test('a recording that is read after a later one is judged within itself too', async () => {
    const [later, ...earlier] = asked(100, [95, { file: 'b.har' }], [90, { file: 'b.har' }]);
    const { findings, summary } = await judged([
      { ...later!, startedAt: 9e9, endedAt: 9e9 },
      ...earlier,
    ]);
    expect(findings).toMatchObject([{ in: { entry: 2 }, after: { entry: 1 } }]);
    expect(summary.transitions).toEqual({ judged: 3, unordered: 0 });
  });

  test('a recording without times says nothing of the order', async () => {
    const timeless = asked(95, 90).map(({ request, response, source }) => ({
      request,
      response,
      source,
    }));
    const { findings, summary } = await judged(timeless);
    expect(findings).toEqual([]);
    expect(summary.transitions).toEqual({ judged: 0, unordered: 1 });
  });
});

describe('what the contract says nothing about is counted', () => {
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
    const { findings, summary, isKept } = await judged(asked([101, changes]));
    expect(findings).toEqual([]);
    expect(summary.outOfScope).toMatchObject({ [reason]: 1 });
    expect(summary.checked).toBe(0);
    expect(isKept).toBe(false);
  });

  test('nothing at all is no pass', async () => {
    expect((await judged([])).isKept).toBe(false);
  });

  test('a request without an answer is no pass', async () => {
    const { summary, isKept } = await judged(asked([0, { status: 0 }]));
    expect(summary).toMatchObject({ checked: 0, unanswered: 1, warnings: 1 });
    expect(isKept).toBe(false);
  });

  test('any host that has the path is in scope', async () => {
    const { summary } = await judged(asked([1, { url: 'http://127.0.0.1:8080/v1/batches/b1' }]));
    expect(summary.checked).toBe(1);
  });

  test('of servers that are asked for, their prefix stands before the paths', async () => {
    const servers = ['http://127.0.0.1:8080/proxy/', 'https://batches.example:443/v1'];
    const { summary } = await judged(
      asked(
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

test('a sequence is judged as it comes, and let go when nobody wants more', async () => {
  const [exchange] = asked(101);
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
