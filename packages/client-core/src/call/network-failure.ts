import { NetworkError, type ErrorDetails } from '../errors/errors.ts';
import { withoutContents } from '../errors/without-contents.ts';
import { secretsIn } from '../settings/credentials.ts';
import type { CallContext } from './reply.ts';

/** Codes of Node and Bun, and messages of Deno. */
const tlsFailure =
  /CERT|_SSL_|_TLS_|EPROTO|UNABLE_TO_|INVALID_(?:CA|PUR)|peer certificate|received (?:corrupt|fatal)|is incompatible/;
/** The platform or a proxy refuses to send the request. */
const refusal =
  /ERR_(?:INVALID|NOT_SUPPORTED|CLOSED|DESTROYED|ACCESS_DENIED)|bad port|are blocked|NotCapable|Proxy response \(40[0-7]/;

/**
 * Makes the error of a request without a response. If the platform's error shows that a retry cannot
 * help, it is not `retryable`.
 */
export function networkFailure(
  cause: unknown,
  { path, headers }: CallContext,
  details: ErrorDetails,
): NetworkError {
  const clean = withoutContents(cause, secretsIn(headers));
  const text = textOf(clean).replace(/:\/\/\S+/g, '');
  const code = /^[A-Z]\w+$/im.exec(text);
  const advice = tlsFailure.test(text)
    ? 'TLS failed. Check the certificate of the server, or trust it with NODE_EXTRA_CA_CERTS.'
    : refusal.test(text) && 'A retry cannot help. Check the port, the proxy, and the permissions.';
  return new NetworkError(
    `GET ${path} got no response${code ? ` (${code[0]})` : ''}. ${advice || 'Check the network and the base URL.'}`,
    { ...details, ...(advice && { retryable: false }), cause: clean },
  );
}

/** The codes, each on its own line, names, and messages of an error and its causes. */
function textOf(error: unknown): string {
  if (!error) return '';
  const { name, code, message, cause } = error as Error & { code?: string };
  return `${code ?? ''}\n${name}: ${message}\n${textOf(cause)}`;
}
