import type { DeclaredSecurity, SecurityScheme } from '../contract/operation/declared-request.ts';
import type { Mismatch } from './finding/mismatch.ts';
import type { SentRequest } from './sent-request.ts';

/**
 * Checks whether a request has the credentials that a contract demands. Their values are not checked.
 *
 * @param headersLeftOut Whether the recorder left out headers.
 */
export function checkSecurity(
  { alternatives, pointer }: DeclaredSecurity,
  sent: SentRequest,
  request: string,
  headersLeftOut: boolean,
): Mismatch[] {
  const isSent = (scheme: SecurityScheme): boolean => hasCredentials(scheme, sent, headersLeftOut);
  if (alternatives.length === 0 || alternatives.some((schemes) => schemes.every(isSent))) return [];
  const names = alternatives
    .map((schemes) => schemes.map(({ name }) => name).join(' and '))
    .join(', or ');
  const missing = alternatives.map((schemes) => schemes.filter((scheme) => !isSent(scheme)));
  // Browsers remove these headers from recordings by default.
  const mayBeRemoved = missing.some((schemes) =>
    schemes.every(({ in: place, key }) => place === 'cookie' || isRemoved(key, sent)),
  );
  return [
    {
      rule: 'missing-credentials',
      severity: mayBeRemoved ? 'warning' : 'error',
      message: `${request} was sent without credentials, wanted ${names}${mayBeRemoved ? '; perhaps the recorder removed them' : ''}`,
      pointer,
    },
  ];
}

function isRemoved(key: string, { headers }: SentRequest): boolean {
  return key.toLowerCase() === 'authorization' && headers['authorization'] === undefined;
}

function hasCredentials(
  { in: place, key, scheme }: SecurityScheme,
  { query, headers, cookies }: SentRequest,
  headersLeftOut: boolean,
): boolean {
  if (place === undefined || (headersLeftOut && place !== 'query')) return true;
  if (place === 'query') return query.some(([name]) => name === key);
  if (place === 'cookie') return cookies.has(key);
  const value = headers[key.toLowerCase()];
  if (value === undefined || scheme === undefined) return value !== undefined;
  const [sent] = value.trim().toLowerCase().split(' ');
  return sent === scheme;
}
