import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import type { Contract } from '../contract.ts';

/** A server of a contract. */
export interface Server {
  /** `https://api.example`, or a pattern with `{variables}`; `undefined` if the URL has no origin. */
  origin: string | undefined;
  /** The part before the paths of operations, without a slash at the end: `/v1`, or `''`. */
  prefix: string;
}

const anywhere: Server = { origin: undefined, prefix: '' };

/** The servers at the first of these pointers that has any. */
export function serversAt(contract: Contract, pointers: readonly string[]): Server[] {
  for (const pointer of pointers) {
    const servers = contract.at(pointerTo(pointer, 'servers'));
    if (!Array.isArray(servers) || servers.length === 0) continue;
    return servers.flatMap((server: unknown) =>
      isObject(server) ? variantsOf(server).map(serverFrom) : [],
    );
  }
  return [anywhere];
}

/** Parses the URL of a server, which can be relative and can have `{variables}`. */
export function serverFrom(url: string): Server {
  const [, origin, path] = /^((?:[^/?#]+:)?\/\/[^/?#]*)?([^?#]*)/.exec(url)!;
  const prefix = path!.replace(/\/+$/, '').replace(/^(?=[^/])/, '/');
  return { origin: origin?.toLowerCase(), prefix };
}

/** Whether a server has this origin, such as `https://api.example:8443`. */
export function isOrigin(server: Server, origin: string): boolean {
  if (server.origin === undefined) return false;
  if (server.origin.startsWith('//')) return isSame(server.origin, origin.replace(/^[^/]+/, ''));
  return isSame(server.origin.replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2'), origin);
}

/**
 * Whether an origin is that of a machine in the same network, where tests run: an address of a private
 * network, a name without dots, or a name that DNS does not have.
 */
export function isLocal(origin: string): boolean {
  const hostname = URL.parse(origin)?.hostname ?? '';
  return /^[^.:]+$|\.(?:localhost|local|internal|test)$/.test(hostname) || isPrivate(hostname);
}

function isPrivate(hostname: string): boolean {
  return (
    /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.[\d.]+$/.test(hostname) ||
    /^\[(?:::1\]|f[cd]|fe[89ab])/.test(hostname)
  );
}

function isSame(pattern: string, origin: string): boolean {
  if (!pattern.includes('{')) return pattern === origin;
  return patternOf(pattern, '[^/]+').test(origin);
}

/**
 * A pattern for what a text with `{variables}` can mean.
 *
 * @param variable The pattern for the value of each variable.
 */
export function patternOf(template: string, variable: string): RegExp {
  const pattern = template
    .split(/\{[^{}]*\}/)
    .map((literal) => literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .join(variable);
  return new RegExp(`^${pattern}$`, 's');
}

/** A pattern for a segment of a path, with a group for each variable. */
export function segmentPattern(template: string): RegExp {
  return patternOf(template, '(.+)');
}

const mostVariants = 1000;

/** The URLs of a server for all values of its variables. Variables without a list of values remain. */
function variantsOf({ url, variables }: JsonObject): string[] {
  let variants = [String(url)];
  for (const [name, variable] of Object.entries(isObject(variables) ? variables : {})) {
    const slot = `{${name}}`;
    if (!isObject(variable) || !variants[0]!.includes(slot)) continue;
    const closed = Array.isArray(variable['enum']) ? variable['enum'] : undefined;
    // A default can contain slashes, which the pattern for a variable excludes.
    const values = (closed ?? [variable['default'] ?? slot, slot]).map(String);
    const product = variants.flatMap((text) => values.map((value) => text.replaceAll(slot, value)));
    if (product.length <= mostVariants) variants = product;
  }
  return [...new Set(variants)];
}
