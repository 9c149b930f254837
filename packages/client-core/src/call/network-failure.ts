import { NetworkError, type ErrorDetails } from '../errors/errors.ts';
import { withoutContents } from '../errors/without-contents.ts';

/** Codes of Node and Bun, and messages of Deno. */
const tlsFailure =
  /CERT|CRL|_SSL_|_TLS_|EPROTO|UNABLE_TO_|HOSTNAME_|PATH_LENGTH|INVALID_(?:CA|PUR)|peer certificate|received (?:corrupt|fatal)|is incompatible/;
/** The platform or a proxy refuses to send the request. */
const refusal =
  /ERR_(?:INVALID|NOT_SUPPORTED|CLOSED|DESTROYED|ACCESS_DENIED)|bad port|NotCapable|Proxy response \(40[0-7]/;

/**
 * Makes the error of a request without a response. If the platform's error shows that a retry cannot
 * help, it is not `retryable`.
 */
export function networkFailure(cause: unknown, path: string, details: ErrorDetails): NetworkError {
  const { code, text } = summaryOf(cause);
  const advice = tlsFailure.test(text)
    ? 'TLS failed. Check the certificate of the server, or trust it with NODE_EXTRA_CA_CERTS.'
    : refusal.test(text) && 'A retry cannot help. Check the port, the proxy, and the permissions.';
  return new NetworkError(
    `GET ${path} got no response${code && ` (${code})`}. ${advice || 'Check the network and the base URL.'}`,
    { ...details, ...(advice && { retryable: false }), cause: withoutContents(cause) },
  );
}

/** The first code, and all names, codes, and messages of an error and its causes, without URLs. */
function summaryOf(error: unknown): { code: string; text: string } {
  let found = '';
  let text = '';
  try {
    let at = error as { name?: unknown; code?: unknown; message?: unknown; cause?: unknown };
    // An error can be its own cause.
    for (let depth = 0; at && depth < 8; depth++) {
      const { name, code, message } = at;
      if (!found && typeof code === 'string' && /^\w+$/.test(code)) found = code;
      text += `${name as string} ${code as string} ${message as string}\n`;
      at = at.cause as typeof at;
    }
  } catch {
    // A getter may throw.
  }
  return { code: found, text: text.replace(/\S+:\/\/\S+/g, '') };
}
