/** The cookies of a request, by their names. */
export function cookiesOf(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const [, name, value] = /^\s*([^=\s]+)=(.*?)\s*$/.exec(part) ?? [];
    if (name !== undefined && value !== undefined && !cookies.has(name)) cookies.set(name, value);
  }
  return cookies;
}

export interface CookieScope {
  path: string;
  /** Whether viewers reach the dashboard by HTTPS only. */
  secure: boolean;
}

/** A cookie that no script can read and no other site can use. */
export const cookie = (
  name: string,
  value: string,
  seconds: number,
  { path, secure }: CookieScope,
): string =>
  `${name}=${value}; Path=${path}; Max-Age=${Math.max(0, Math.floor(seconds))}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
