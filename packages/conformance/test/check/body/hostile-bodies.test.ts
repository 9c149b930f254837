import { expect, test } from 'vitest';

import { checkExchange } from '../../../src/index.ts';
import { contract } from '../../batch-contract.ts';
import { describeHostileBodies } from './describe-hostile-bodies.ts';
import { batch, exchange } from '../../exchanges.ts';

describeHostileBodies({ calls: 1000, integers: 100, depth: 20_000, length: 10_000 });

const without = (calls: number, call: object) =>
  batch({ recent_calls: Array.from({ length: calls }, () => call) });

test.each([
  ['a body of more than a megabyte', without(10, { error: 'x'.repeat(200_000) })],
  ['a body with tens of thousands of violations', without(60_000, {})],
])('only the first violation is reported of %s', (_, body) => {
  const findings = checkExchange(contract, exchange({ body }));
  expect(findings.map(({ in: { pointer } }) => pointer)).toContain('/recent_calls/0');
  expect(findings.length).toBeLessThan(5);
});
