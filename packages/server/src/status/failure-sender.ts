import type { ServerResponse } from 'node:http';
import { sendError } from '../http/error-response.ts';
import type { Log } from '../log.ts';
import { isRefusal, refusalFor } from './refusals.ts';

/** Returns a function that answers a request that threw, and logs what is a fault of the server. */
export function failureSender(
  log: Log,
  cors: boolean,
): (response: ServerResponse, thrown: unknown) => void {
  const refuse = (response: ServerResponse, thrown: unknown): void => {
    try {
      sendError(response, refusalFor(thrown), cors);
    } catch (error) {
      // A status or header of its own is not allowed, or its body is not JSON.
      sendError(response, refusalFor(undefined), cors);
      log('A refusal could not be sent.', error);
    }
  };
  return (response, thrown) => {
    if (response.headersSent) response.destroy();
    else refuse(response, thrown);
    // After the response, because it may fail.
    if (!isRefusal(thrown)) log('A request could not be answered.', thrown);
  };
}
