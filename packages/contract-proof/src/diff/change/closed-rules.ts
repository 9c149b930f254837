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

export type ClosedRule =
  | 'operation-removed'
  | 'operation-added'
  | 'server-removed'
  | 'server-added'
  | 'parameter-removed'
  | 'parameter-added'
  | 'required-parameter-added'
  | 'parameter-became-required'
  | 'parameter-became-optional'
  | 'parameter-written-otherwise'
  | 'parameter-must-not-be-empty'
  | 'parameter-may-be-empty'
  | 'default-changed'
  | 'request-body-removed'
  | 'request-body-added'
  | 'required-request-body-added'
  | 'request-body-became-required'
  | 'request-body-became-optional'
  | 'request-media-type-removed'
  | 'request-media-type-added'
  | 'security-tightened'
  | 'security-loosened';

/** What it is about, its level, and why. */
type Meaning = readonly [subject: Subject, level: Level, reason: string];

/**
 * What a change of requests, security, servers, and paths means. A client that did what the base allows
 * must be able to go on, so taking something away is major.
 */
export const closedRules: Record<ClosedRule, Meaning> = {
  'operation-removed': ['operation', 'major', 'Clients that send its requests get no response.'],
  'operation-added': ['operation', 'minor', 'Servers must serve it.'],
  'server-removed': ['server', 'major', 'Clients that use its URL do not reach the operation.'],
  'server-added': ['server', 'minor', 'The operation must be served there too.'],
  'parameter-removed': ['parameter', 'major', 'What clients ask for with it is not done.'],
  'parameter-added': ['parameter', 'minor', 'Servers must understand it.'],
  'required-parameter-added': ['parameter', 'major', 'Requests without it were allowed.'],
  'parameter-became-required': ['parameter', 'major', 'Requests without it were allowed.'],
  'parameter-became-optional': ['parameter', 'minor', 'Servers must accept requests without it.'],
  'parameter-written-otherwise': [
    'parameter',
    'major',
    'Servers read what clients send otherwise.',
  ],
  'parameter-must-not-be-empty': ['parameter', 'major', 'It was allowed to be empty.'],
  'parameter-may-be-empty': ['parameter', 'minor', 'Servers must accept it without a value.'],
  'default-changed': ['parameter', 'major', 'Requests without it mean something else.'],
  'request-body-removed': ['request-body', 'major', 'What clients send is not read.'],
  'request-body-added': ['request-body', 'minor', 'Servers must accept it.'],
  'required-request-body-added': ['request-body', 'major', 'Requests without it were allowed.'],
  'request-body-became-required': ['request-body', 'major', 'Requests without it were allowed.'],
  'request-body-became-optional': [
    'request-body',
    'minor',
    'Servers must accept requests without it.',
  ],
  'request-media-type-removed': ['request-body', 'major', 'Clients send it.'],
  'request-media-type-added': ['request-body', 'minor', 'Servers must accept it.'],
  'security-tightened': ['security', 'major', 'Requests with these credentials were enough.'],
  'security-loosened': ['security', 'minor', 'Servers must accept these credentials.'],
};

export function ruledChange({ rule, what, operation, base, revision }: Ruled): ContractChange {
  const [subject, verdict] = closedRules[rule];
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
