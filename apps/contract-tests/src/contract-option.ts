import { Option } from 'commander';

import { defaultContract } from './default-contract.ts';

export function contractOption(): Option {
  return new Option(
    '--contract <file>',
    'the contract (OpenAPI 3.0 to 3.2, or Swagger 2.0)',
  ).default(defaultContract);
}
