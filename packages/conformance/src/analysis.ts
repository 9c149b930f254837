/**
 * The parts that tools for analyzing a contract are built from, such as coverage, mutation, and
 * redaction.
 *
 * Names here can change in any minor release, and the changelog says how. If you use them, pin the
 * version of this package. The main entry, `@batch-status/conformance`, changes only in major releases.
 *
 * @packageDocumentation
 */

export { ruleVariants, type RuleVariant } from '@batch-status/invariants';
export { pointerTo, segmentsOf } from '@batch-status/json-schema';

export type { Direction, FittingBody } from './check/body/fitting-body.ts';
export { optionalMembers } from './check/body/one-way.ts';
export { checkResponse } from './check/check-response.ts';
export { rules } from './check/finding/finding.ts';
export { invariantsAt } from './check/body/invariants.ts';
export { knownFinding, type KnownFinding } from './check/finding/known-finding.ts';
export { operationFor, type ScopeOptions } from './check/scope.ts';
export { isServed } from './check/undocumented.ts';
export { appliedSchemas, type AppliedSchema } from './contract/applied-schemas.ts';
export { chosenOperations } from './contract/operation/chosen-operations.ts';
export type { Change } from './contract/change.ts';
export type { Derivation, Resolved, SharedParts } from './contract/contract.ts';
export {
  declaredRequest,
  type DeclaredParameter,
  type DeclaredRequest,
  type DeclaredSecurity,
  type SecurityScheme,
} from './contract/operation/declared-request.ts';
export {
  declaredResponse,
  declaredResponses,
  type DeclaredContent,
  type DeclaredHeader,
  type DeclaredResponse,
} from './contract/operation/declared-response.ts';
export { operationsOf, type Operation } from './contract/operation/operation.ts';
export type { Server } from './contract/operation/server.ts';
export { decodeText } from './exchange/charset.ts';
export {
  ContentCodingError,
  decodeContent,
  decodeContentAsync,
} from './exchange/content-coding.ts';
export { isRounded } from './exchange/exact-json.ts';
export type { ExpectedFinding } from './exchange/exchange.ts';
export { harEntryMembers } from './exchange/har-members.ts';
export { declaredFor, isJson, isText } from './exchange/media-type.ts';
export {
  boundedPattern,
  TooMuchWork,
  type BoundedPattern,
} from './schema/pattern/bounded-pattern.ts';
export {
  ExchangeChecker,
  type CheckedExchange,
  type ResourceState,
} from './sequence/exchange-checker.ts';
export type { Observer } from './sequence/sequence-options.ts';
