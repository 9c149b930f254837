/**
 * Why there was no response, such as `ECONNREFUSED 127.0.0.1:80`: the deepest cause with a code.
 *
 * @param host The server, which is not repeated.
 */
export function networkCause(error: unknown, host?: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { cause, errors = [] } = error as { cause?: unknown; errors?: unknown[] };
  for (const inner of [cause, ...errors]) {
    const found = networkCause(inner, host);
    if (found !== undefined) return found;
  }
  const { code, address, port, hostname } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
    hostname?: string;
  };
  // Codes of this library are in small letters.
  if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]+$/.test(code)) return undefined;
  const peer = port === undefined ? (address ?? hostname) : `${address}:${port}`;
  return peer === undefined || peer === host ? code : `${code} ${peer}`;
}
