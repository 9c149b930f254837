import type { Location } from '@batch-status/conformance';

import type { ContractChange, Direction, Level, Subject } from './contract-change.ts';

/** A change that a rule decides, without exchanges. */
export interface Ruled {
  rule: ClosedRule;
  what: string;
  operation?: string;
  base?: Location | undefined;
  revision?: Location | undefined;
}

/**
 * What a change of requests, security, servers, and paths is about, and its level. A client that did what
 * the base allows must be able to go on, so taking something away is major.
 */
const closedRules = {
  'operation-removed': ['operation', 'major'],
  'operation-added': ['operation', 'minor'],
  'server-removed': ['server', 'major'],
  'server-added': ['server', 'minor'],
  'parameter-removed': ['parameter', 'major'],
  'parameter-added': ['parameter', 'minor'],
  'required-parameter-added': ['parameter', 'major'],
  'parameter-became-required': ['parameter', 'major'],
  'parameter-became-optional': ['parameter', 'minor'],
  'parameter-written-otherwise': ['parameter', 'major'],
  'parameter-must-not-be-empty': ['parameter', 'major'],
  'parameter-may-be-empty': ['parameter', 'minor'],
  'default-changed': ['parameter', 'major'],
  'request-body-removed': ['request-body', 'major'],
  'request-body-added': ['request-body', 'minor'],
  'required-request-body-added': ['request-body', 'major'],
  'request-body-became-required': ['request-body', 'major'],
  'request-body-became-optional': ['request-body', 'minor'],
  'request-default-changed': ['request-body', 'major'],
  'request-media-type-removed': ['request-body', 'major'],
  'request-media-type-added': ['request-body', 'minor'],
  'security-tightened': ['security', 'major'],
  'security-loosened': ['security', 'minor'],
} as const;

export type ClosedRule = keyof typeof closedRules;

export function ruledChange({ rule, what, operation, base, revision }: Ruled): ContractChange {
  const [subject, verdict]: readonly [Subject, Level] = closedRules[rule];
  const direction: Direction = verdict === 'major' ? 'narrowed' : 'widened';
  return {
    verdict,
    direction,
    subject,
    what,
    affects: verdict === 'major' ? 'clients' : 'servers',
    ...(operation === undefined ? {} : { operation }),
    ...(base ? { base } : {}),
    ...(revision ? { revision } : {}),
    witnesses: [],
  };
}
