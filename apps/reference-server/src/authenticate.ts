import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { forbidden } from './refusals.ts';
import { RequestError } from './request-error.ts';

/**
 * A check that a request carries the key and names the workspace.
 *
 * @throws RequestError 401 if either is missing or the key is not known, 403 for another workspace.
 */
export function authenticator(
  apiKey: string,
  workspaceId: string,
): (request: IncomingMessage) => void {
  const keyDigest = digest(apiKey);
  return ({ headers }) => {
    // Digests have one length, so that the time taken tells nothing about the key.
    const key = digest(String(headers['x-api-key'] ?? ''));
    if (!timingSafeEqual(key, keyDigest)) {
      throw new RequestError(401, {
        error: 'Invalid API key',
        message: 'Send a known key in the x-api-key header.',
      });
    }
    const workspace = headers['x-workspace-id'];
    if (workspace === undefined || workspace === '') {
      throw new RequestError(401, {
        error: 'Missing workspace',
        message: 'Send the identifier of the workspace in the x-workspace-id header.',
      });
    }
    if (workspace !== workspaceId) {
      throw forbidden();
    }
  };
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
