import { redact } from '../errors/redact.ts';
import type * as platform from './platform.ts';

/*
 * What depends on the platform, in a web page. A browser hides from a page why a request failed: its
 * error has only a name and a message, so a page does not need to load the code for all others.
 */

/** Every browser has what the client needs. */
export const demandPlatform: typeof platform.demandPlatform = () => undefined;

/** Every failure is the same to a page. */
export const explainFailure: typeof platform.explainFailure = () => ({
  what: 'got no response. Check the network and the base URL.',
});

/** Makes a cause that has only the name and the message of what was thrown. */
export const withoutContents: typeof platform.withoutContents = (thrown, secrets) => {
  if (Object(thrown) !== thrown) return undefined;
  const error = new Error('');
  try {
    for (const member of ['name', 'message'] as const) {
      const text = (thrown as Error)[member];
      if (typeof text === 'string') error[member] = redact(text, secrets);
    }
  } catch {
    // A getter or a proxy threw. What was read before is enough.
  }
  return error;
};
