import type { Contract } from '@batch-status/conformance';
import { pointerTo } from '@batch-status/json-schema';

/** The headers, query parameters, and cookies that carry credentials. Names of headers are in lower case. */
export interface Credentials {
  headers: ReadonlySet<string>;
  query: ReadonlySet<string>;
  cookies: ReadonlySet<string>;
}

/** The credentials that the security schemes of the contract name, and common ones. */
export function credentialsOf(contract: Contract): Credentials {
  const headers = new Set(['authorization', 'proxy-authorization', 'x-api-key', 'api-key']);
  const query = new Set(['access_token', 'api_key', 'apikey', 'key', 'sig', 'signature', 'token']);
  const cookies = new Set<string>();
  const { value, pointer } = contract.resolve('/components/securitySchemes');
  for (const name of Object.keys((value as object | undefined) ?? {})) {
    const scheme = contract.resolve(pointerTo(pointer, name)).value as Record<string, unknown>;
    if (scheme['type'] !== 'apiKey' || typeof scheme['name'] !== 'string') continue;
    if (scheme['in'] === 'header') headers.add(scheme['name'].toLowerCase());
    if (scheme['in'] === 'query') query.add(scheme['name']);
    if (scheme['in'] === 'cookie') cookies.add(scheme['name']);
  }
  return { headers, query, cookies };
}
