export { ruleVariants, type RuleVariant } from '@batch-status/invariants';

export { appliedSchemas, type AppliedSchema } from './applied-schemas.ts';
export type { FittingBody } from './check-body.ts';
export { checkExchange } from './check-exchange.ts';
export { checkResponse, type CheckOptions } from './check-response.ts';
export { checkSequence, type Findings } from './check-sequence.ts';
export { Checker, type Summary } from './checker.ts';
export {
  Contract,
  ContractError,
  type Change,
  type Kept,
  type Location,
  type Resolved,
} from './contract.ts';
export {
  declaredResponse,
  declaredResponses,
  type DeclaredContent,
  type DeclaredHeader,
  type DeclaredResponse,
} from './declared-response.ts';
export { isRounded } from './exact-json.ts';
export type { Exchange, Headers, Response, Source } from './exchange.ts';
export type { Finding, Rule } from './finding.ts';
export { exchangeFromHarEntry, RecordingError } from './har.ts';
export { invariantsAt } from './invariants.ts';
export { pointerTo, segmentsOf } from './json-pointer.ts';
export { Judge, type Judged, type Observer, type SequenceOptions, type Trace } from './judge.ts';
export { loadContract, parseContract, type LoadOptions } from './load-contract.ts';
export { declaredFor, isJson } from './media-type.ts';
export { operationsOf, type Operation } from './operation.ts';
export { operationFor, type OutOfScope, type ScopeOptions } from './scope.ts';
export type { Server } from './server.ts';
