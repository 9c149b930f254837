import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { RequestError } from '@batch-status/server';
import { securityHeaders } from '@batch-status/spec';
import { forbidden } from './refusals.ts';

/**
 * Returns a function that checks the key and the workspace of a request, and returns the workspace.
 *
 * That function throws a `RequestError`: 401 if either is missing or the key is wrong, 403 for
 * another workspace.
 */
export function authenticator(
  apiKey: string,
  workspaceId: string,
): (request: IncomingMessage) => string {
  const isKey = equalityWith(apiKey);
  const { apiKey: keyHeader, workspaceId: workspaceHeader } = securityHeaders;
  return ({ headers }) => {
    if (!isKey(String(headers[keyHeader] ?? ''))) {
      throw new RequestError(401, {
        error: 'Invalid API key',
        message: `Send a known key in the ${keyHeader} header.`,
      });
    }
    const workspace = headers[workspaceHeader];
    if (workspace === undefined || workspace === '') {
      throw new RequestError(401, {
        error: 'Missing workspace',
        message: `Send the identifier of the workspace in the ${workspaceHeader} header.`,
      });
    }
    if (workspace !== workspaceId) throw forbidden();
    return workspaceId;
  };
}

/** Compares in a time that does not depend on the secret. A digest would take far longer. */
function equalityWith(secret: string): (text: string) => boolean {
  const expected = Buffer.from(secret, 'latin1');
  const given = Buffer.alloc(expected.length);
  return (text) => {
    given.write(text, 'latin1');
    // Without the length, a text that begins like the key, or a part of it after the key, would pass.
    return timingSafeEqual(given, expected) && text.length === secret.length;
  };
}
