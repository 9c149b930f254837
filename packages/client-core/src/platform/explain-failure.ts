/** What the error of a platform shows about a request without a response. */
export interface Explanation {
  /** What happened, and what to do. */
  what: string;
  /** Present if a retry cannot help. */
  retryable?: false;
}

/** Codes of Node and Bun, and messages of Deno. */
const tlsFailure =
  /CERT|_SSL_|_TLS_|EPROTO|UNABLE_TO_|INVALID_(?:CA|PUR)|peer certificate|received (?:corrupt|fatal)|is incompatible/;
/** The platform or a proxy refuses to send the request. */
const refusal =
  /ERR_(?:INVALID|NOT_SUPPORTED|CLOSED|DESTROYED|ACCESS_DENIED)|bad port|are blocked|NotCapable|Proxy response \(40[0-7]/;

/** Explains the error of Node, Bun, or Deno. */
export function explainFailure(error: Error | undefined): Explanation {
  const text = textOf(error).replace(/:\/\/\S+/g, '');
  const [code] = /^[A-Z]\w+$/im.exec(text) ?? [];
  const what = `got no response${code ? ` (${code})` : ''}.`;
  if (tlsFailure.test(text)) {
    const advice =
      'TLS failed. Check the certificate of the server, or trust it with NODE_EXTRA_CA_CERTS.';
    return { what: `${what} ${advice}`, retryable: false };
  }
  if (refusal.test(text)) {
    const advice = 'A retry cannot help. Check the port, the proxy, and the permissions.';
    return { what: `${what} ${advice}`, retryable: false };
  }
  return { what: `${what} Check the network and the base URL.` };
}

/** The codes, each on its own line, names, and messages of an error and its causes. */
function textOf(error: unknown): string {
  if (!error) return '';
  const { name, code, message, cause } = error as Error & { code?: string };
  return `${code ?? ''}\n${name}: ${message}\n${textOf(cause)}`;
}
