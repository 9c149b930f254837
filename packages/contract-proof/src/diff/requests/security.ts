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
  /** The ways to get tokens, by the scheme that has them. */
  flows: ReadonlyMap<string, readonly Flow[]>;
}

/** A way to get a token of OAuth. */
interface Flow {
  name: string;
  /** Its kind and its addresses. */
  meaning: string;
}

const anyone: Alternative = { name: 'no credentials', needs: new Set(), flows: new Map() };

/** The alternatives of an operation that the other contract does not accept, and the flows of the others. */
export function refusedAlternatives(own: SecuritySide, other: SecuritySide): string[] {
  const accepted = alternativesOf(other);
  const names = alternativesOf(own).flatMap((each) => {
    const fitting = accepted.filter(({ needs }) =>
      [...needs].every((need) => each.needs.has(need)),
    );
    return fitting.length === 0 ? [each.name] : refusedFlows(each, fitting);
  });
  return [...new Set(names)];
}

/** The ways to get tokens that none of the accepted alternatives has. */
function refusedFlows({ name, flows }: Alternative, accepted: readonly Alternative[]): string[] {
  return [...flows].flatMap(([scheme, own]) => {
    // An alternative without the scheme takes the request whatever its token.
    if (accepted.some(({ needs }) => !needs.has(scheme))) return [];
    const others = accepted.flatMap((each) => each.flows.get(scheme) ?? []);
    // A scheme without flows does not say where its tokens are from.
    if (others.length === 0) return [];
    return own
      .filter(({ meaning }) => !others.some((flow) => flow.meaning === meaning))
      .map((flow) => `${name} by the flow ${flow.name}`);
  });
}

function alternativesOf({ contract, security }: SecuritySide): Alternative[] {
  const list = contract.at(security.pointer);
  if (!Array.isArray(list) || list.length === 0) return [anyone];
  return list.filter(isObject).map((requirement) => {
    const names = Object.keys(requirement);
    if (names.length === 0) return anyone;
    const needs = new Set<string>();
    const flows = new Map<string, readonly Flow[]>();
    const titles = names.map((name) => {
      const { value } = contract.resolve(pointerTo('/components/securitySchemes', name));
      const scheme = meaningOf(value, name);
      const scopes: unknown[] = Array.isArray(requirement[name]) ? requirement[name] : [];
      for (const need of [scheme, ...scopes.map((scope) => `${scheme} ${String(scope)}`)]) {
        needs.add(need);
      }
      flows.set(scheme, flowsOf(value));
      return `${name}${placeOf(value)}${scopes.length > 0 ? ` with ${scopes.join(', ')}` : ''}`;
    });
    return { name: titles.join(' and '), needs, flows };
  });
}

/** How the credentials of a scheme are sent. */
function meaningOf(value: unknown, name: string): string {
  if (!isObject(value)) return `unknown ${name}`;
  const { type, in: place, scheme, openIdConnectUrl } = value;
  const key = place === 'header' ? String(value['name']).toLowerCase() : value['name'];
  const kind = typeof scheme === 'string' ? scheme.toLowerCase() : undefined;
  return canonical([type, place, key, kind, openIdConnectUrl]);
}

/** Where a key is sent, since a key of the same name can move. */
function placeOf(value: unknown): string {
  if (!isObject(value) || value['type'] !== 'apiKey') return '';
  return ` (${String(value['in'])} ${String(value['name'])})`;
}

function flowsOf(value: unknown): Flow[] {
  const flows = isObject(value) ? value['flows'] : undefined;
  return Object.entries(isObject(flows) ? flows : {}).flatMap(([name, flow]) => {
    if (!isObject(flow)) return [];
    const { authorizationUrl, tokenUrl } = flow;
    const address = tokenUrl ?? authorizationUrl;
    const title = typeof address === 'string' ? `${name} at ${address}` : name;
    return [{ name: title, meaning: canonical([name, authorizationUrl, tokenUrl]) }];
  });
}
