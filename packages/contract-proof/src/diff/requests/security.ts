import type { Contract } from '@batch-status/conformance';
import type { DeclaredSecurity } from '@batch-status/conformance/analysis';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { canonical } from '../../comparison/canonical.ts';

/** What a contract demands of the requests of one operation. */
export interface SecuritySide {
  contract: Contract;
  security: DeclaredSecurity;
}

/** Credentials that are enough for a request. */
interface Alternative {
  /** As the contract names them. */
  name: string;
  /** What is sent, without the names of schemes; with the scopes that it must have. */
  needs: ReadonlySet<string>;
}

const anyone: Alternative = { name: 'no credentials', needs: new Set() };

/** The alternatives of an operation that the other contract does not accept. */
export function refusedAlternatives(own: SecuritySide, other: SecuritySide): string[] {
  const accepted = alternativesOf(other);
  return alternativesOf(own)
    .filter(
      ({ needs }) => !accepted.some((each) => [...each.needs].every((need) => needs.has(need))),
    )
    .map(({ name }) => name);
}

function alternativesOf({ contract, security }: SecuritySide): Alternative[] {
  const list = contract.at(security.pointer);
  if (!Array.isArray(list) || list.length === 0) return [anyone];
  return list.filter(isObject).map((requirement) => {
    const names = Object.keys(requirement);
    if (names.length === 0) return anyone;
    const needs = names.flatMap((name) => {
      const scheme = meaningOf(contract, name);
      const scopes = requirement[name];
      return [
        scheme,
        ...(Array.isArray(scopes) ? scopes.map((scope) => `${scheme} ${String(scope)}`) : []),
      ];
    });
    return { name: names.join(' and '), needs: new Set(needs) };
  });
}

/** How the credentials of a scheme are sent. */
function meaningOf(contract: Contract, name: string): string {
  const { value } = contract.resolve(pointerTo('/components/securitySchemes', name));
  if (!isObject(value)) return `unknown ${name}`;
  const { type, in: place, scheme, openIdConnectUrl } = value;
  const key = place === 'header' ? String(value['name']).toLowerCase() : value['name'];
  const kind = typeof scheme === 'string' ? scheme.toLowerCase() : undefined;
  return canonical([type, place, key, kind, openIdConnectUrl]);
}
