import { hash } from 'node:crypto';

/**
 * The strong entity tag of a body. It is made of the body alone, so that it outlives a restart
 * with other data: a count of changes would then name another body.
 */
export function entityTag(body: string | Uint8Array): string {
  return `"${hash('sha256', body, 'base64url').slice(0, 22)}"`;
}

/** Without the `W/` of a weak one, which the comparison leaves out. */
const opaqueTag = /"[^"]*"/g;

/**
 * Whether an `If-None-Match` holds an entity tag, by the weak comparison
 * ([RFC 9110, section 13.1.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2)).
 */
export function matchesEntityTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.match(opaqueTag)?.includes(etag) ?? false;
}
