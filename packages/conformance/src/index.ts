export { ruleVariants, type RuleVariant } from '@batch-status/invariants';

export { appliedSchemas, type AppliedSchema } from './contract/applied-schemas.ts';
export type { FittingBody } from './check/check-body.ts';
export { checkExchange } from './check/check-exchange.ts';
export { checkResponse, type CheckOptions } from './check/check-response.ts';
export { checkSequence, type Findings } from './sequence/check-sequence.ts';
export { Checker, type Summary } from './sequence/checker.ts';
export {
  Contract,
  ContractError,
  type Change,
  type Kept,
  type Location,
  type Resolved,
} from './contract/contract.ts';
export {
  declaredResponse,
  declaredResponses,
  type DeclaredContent,
  type DeclaredHeader,
  type DeclaredResponse,
} from './contract/declared-response.ts';
export { isRounded } from './exchange/exact-json.ts';
export type { Exchange, Headers, Response, Source } from './exchange/exchange.ts';
export type { Finding, Rule } from './check/finding.ts';
export { exchangeFromHarEntry, RecordingError } from './exchange/har.ts';
export { invariantsAt } from './check/invariants.ts';
export { pointerTo, segmentsOf } from '@batch-status/json-schema';
export {
  Judge,
  type Judged,
  type Observer,
  type SequenceOptions,
  type Trace,
} from './sequence/judge.ts';
export { loadContract, parseContract, type LoadOptions } from './contract/load-contract.ts';
export { declaredFor, isJson } from './exchange/media-type.ts';
export { operationsOf, type Operation } from './contract/operation.ts';
export { operationFor, type OutOfScope, type ScopeOptions } from './check/scope.ts';
export type { Server } from './contract/server.ts';
