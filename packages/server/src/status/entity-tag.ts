import { hash } from 'node:crypto';

/**
 * The strong entity tag of a body. It depends only on the body. A count of changes would mean another
 * body after a restart with other data.
 */
export function entityTag(body: string | Uint8Array): string {
  return `"${hash('sha256', body, 'base64url').slice(0, 22)}"`;
}

/** An entity tag without the `W/` of a weak one, which the comparison ignores. */
const opaqueTag = /"[^"]*"/g;

/**
 * Whether an `If-None-Match` header contains an entity tag, by the weak comparison
 * ([RFC 9110, section 13.1.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2)).
 */
export function matchesEntityTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.match(opaqueTag)?.includes(etag) ?? false;
}
