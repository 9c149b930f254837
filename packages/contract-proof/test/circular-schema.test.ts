import { operationsOf } from '@batch-status/conformance/analysis';
import { expect, test } from 'vitest';

import { Sketcher } from '../src/sketch/sketcher.ts';
import { contractOf, json, mutantsIn } from './small-contract.ts';

test('the search ends for a schema that requires itself, which no value fits', () => {
  const $ref = '#/components/schemas/Node';
  const node = { type: 'object', required: ['next'], properties: { next: { $ref } } };
  const contract = contractOf({ '200': { content: json({ $ref }) } }, { schemas: { Node: node } });
  const sketcher = new Sketcher(contract, operationsOf(contract), {});
  const mutant = mutantsIn(contract).find(({ operator }) => operator === 'flip-required')!;
  expect(sketcher.search(mutant, 20).tried).toBeGreaterThan(0);
});
