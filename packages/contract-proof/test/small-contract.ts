import { parseContract, type Contract } from '@batch-status/conformance';
import { operationsOf } from '@batch-status/conformance/analysis';
import { stringify } from 'yaml';

import type { Mutant } from '../src/mutants/mutant.ts';
import { mutantsOf } from '../src/operators/mutants-of.ts';

export const json = (schema: object): object => ({ 'application/json': { schema } });

/** A contract whose one operation has these responses. */
export function contractOf(responses: object, components: object = {}): Contract {
  const paths = { '/things/{id}': { get: { responses } } };
  return parseContract(stringify({ openapi: '3.1.0', paths, components }), 'contract.yaml');
}

export function mutantsIn(contract: Contract): Mutant[] {
  return mutantsOf(contract, operationsOf(contract)).mutants;
}
