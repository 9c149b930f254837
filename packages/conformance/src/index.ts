export { checkExchange, checkResponse } from './check-exchange.ts';
export {
  Contract,
  ContractError,
  loadContract,
  parseContract,
  type Location,
  type Resolved,
} from './contract.ts';
export type { Exchange, Headers, Response, Source } from './exchange.ts';
export type { Finding, Rule } from './finding.ts';
export { exchangeFromHarEntry, RecordingError } from './har.ts';
export { operationFor, operationsOf, type Operation } from './operation.ts';
