import { expect, test } from 'vitest';

import { Checker, Judge, parseContract } from '../src/index.ts';

const text = `openapi: 3.1.0
paths:
  /batches/{id}:
    get:
      responses:
        "200":
          content:
            application/json:
              schema:
                type: object
                required: [done]
                properties: { done: { type: integer } }
                x-validations: [{ rule: self.done >= oldSelf.done, message: It grows., fieldPath: .done }]
`;

test('a member has its name in a finding, whatever has judged the bodies', () => {
  const exchange = (done: number) => ({
    request: { method: 'GET', url: 'http://h/batches/1', headers: {} },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ done }),
    },
    startedAt: 10 - done,
    endedAt: 10.5 - done,
    source: { file: 'a.har', entry: 0 },
  });
  // As where another thread judges, and this one only puts together what it says.
  const judge = new Judge(parseContract(text, 'batches.yaml'));
  const checker = new Checker(parseContract(text, 'batches.yaml'));
  const findings = [2, 1].flatMap((done) => checker.add(judge.judge(exchange(done))));
  expect(findings).toMatchObject([{ rule: 'transition', in: { pointer: '/done' } }]);
});
