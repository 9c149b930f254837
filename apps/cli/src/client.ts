import { createBatchStatusClient, type BatchStatusClient } from '@batch-status/fetch';

/** Thrown where the environment lacks something; the message says how to give it. */
export class MissingCredential extends Error {
  override readonly name = 'MissingCredential';
}

/** A client with the credentials of the environment: a flag could be read by every user's `ps`. */
export function clientFromEnvironment(environment: NodeJS.ProcessEnv): BatchStatusClient {
  const { TRILLET_API_KEY, TRILLET_WORKSPACE_ID, TRILLET_BASE_URL } = environment;
  const missing = Object.entries({ TRILLET_API_KEY, TRILLET_WORKSPACE_ID })
    .filter(([, value]) => !value)
    .map(([name]) => name);
  if (missing.length > 0) {
    throw new MissingCredential(
      `The environment has no ${missing.join(' and no ')}; set ${missing.length > 1 ? 'them' : 'it'}, for example by \`export ${missing[0]}=…\`.`,
    );
  }
  return createBatchStatusClient({
    apiKey: TRILLET_API_KEY,
    workspaceId: TRILLET_WORKSPACE_ID,
    baseUrl: TRILLET_BASE_URL || undefined,
  });
}
