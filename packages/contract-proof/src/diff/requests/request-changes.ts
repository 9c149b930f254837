import type { Found } from '../found.ts';
import type { OperationPair } from '../pair-operations.ts';
import { bodyChanges } from './body-changes.ts';
import { parameterChanges } from './parameter-changes.ts';
import { reportChange, type RequestSides } from './report-change.ts';
import { requestSide } from './requests.ts';
import { refusedAlternatives, type SecuritySide } from './security.ts';

/** Compares what two contracts say about the requests of an operation. */
export function requestChanges(found: Found, pair: OperationPair): void {
  const sides: RequestSides = {
    base: requestSide(found.base, pair.base),
    revision: requestSide(found.revision, pair.revision),
    name: `${pair.base.method} ${pair.base.path}`,
  };
  parameterChanges(found, sides);
  bodyChanges(found, sides);
  securityChanges(found, sides);
}

function securityChanges(found: Found, sides: RequestSides): void {
  const [base, revision] = [sides.base, sides.revision].map(
    ({ contract, declared: { security } }) => ({ contract, security }),
  ) as [SecuritySide, SecuritySide];
  const at = { base: base.security.pointer, revision: revision.security.pointer };
  for (const name of refusedAlternatives(base, revision)) {
    reportChange(found, sides, 'security-tightened', `${name} ${isAre(name)} not enough`, at);
  }
  for (const name of refusedAlternatives(revision, base)) {
    reportChange(found, sides, 'security-loosened', `${name} ${isAre(name)} enough`, at);
  }
}

function isAre(name: string): string {
  return name === 'no credentials' || name.includes(' and ') ? 'are' : 'is';
}
