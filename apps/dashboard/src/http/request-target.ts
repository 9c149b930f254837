import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** The request target: what the first line of a request asks for. */
export interface RequestTarget {
  /** With a slash at the beginning, or `*` for the server as a whole. */
  path: string;
  query: URLSearchParams;
  /** The host, with its port, if the first line names one. It overrides the header `Host`. */
  host: string | undefined;
}

/** The absolute form, which every server must accept (RFC 9112, section 3.2.2). */
const absolute = /^https?:\/\/([^/?#@]+)(.*)$/i;

/** @throws Refusal if it has no path. */
export function requestTarget({ url = '', method }: IncomingMessage): RequestTarget {
  const [, host, rest = url] = absolute.exec(url) ?? [];
  const [given, query] = splitOnce(rest, '?');
  const path = given === '' && host !== undefined ? pathOfHost(method) : given;
  if (!path.startsWith('/') && (path !== '*' || method !== 'OPTIONS')) {
    throw new Refusal('invalid', 'The request must have a path.');
  }
  return { path, query: new URLSearchParams(query), host };
}

/** OPTIONS for a host without a path is about the server as a whole. */
const pathOfHost = (method: string | undefined): string => (method === 'OPTIONS' ? '*' : '/');

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
