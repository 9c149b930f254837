import { expect, test } from 'vitest';

import { ExchangeChecker } from '../../src/analysis.ts';
import { Checker, parseContract } from '../../src/index.ts';

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

test('a finding names the member even if another object checked the bodies', () => {
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
  // As when another thread checks each exchange and this one combines the results.
  const exchangeChecker = new ExchangeChecker(parseContract(text, 'batches.yaml'));
  const checker = new Checker(parseContract(text, 'batches.yaml'));
  const findings = [2, 1].flatMap((done) => checker.add(exchangeChecker.check(exchange(done))));
  expect(findings).toMatchObject([{ rule: 'transition', in: { pointer: '/done' } }]);
});
