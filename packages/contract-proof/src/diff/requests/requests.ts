import type { Contract, Exchange } from '@batch-status/conformance';
import {
  declaredRequest,
  type DeclaredParameter,
  type DeclaredRequest,
  type Operation,
} from '@batch-status/conformance/analysis';

import { Chance } from '../../sketch/chance.ts';
import { drawValue } from '../../sketch/draw-value.ts';
import { textOf, urlOf } from '../answers.ts';
import { concreteType } from '../media-type.ts';

/** One side of an operation whose requests are compared. */
export interface RequestSide {
  contract: Contract;
  operation: Operation;
  declared: DeclaredRequest;
}

export function requestSide(contract: Contract, operation: Operation): RequestSide {
  return { contract, operation, declared: declaredRequest(contract, operation) };
}

/** What a request sends in place of what the contract would make of it. */
export interface Sent {
  parameters?: ReadonlyMap<string, unknown>;
  body?: { type: string; value: unknown };
}

/** A parameter as two contracts know it. The names of path parameters are not sent, so they count by place. */
export function keyOf({ path }: Operation, { in: place, name }: DeclaredParameter): string {
  if (place === 'header') return `header ${name.toLowerCase()}`;
  if (place !== 'path') return `${place} ${name}`;
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, one]) => one);
  return `path ${names.indexOf(name)}`;
}

/** A request that has what a contract requires, and credentials. It has no response. */
export function requestOf(side: RequestSide, sent: Sent = {}): Exchange {
  const { contract, operation, declared } = side;
  const chance = new Chance(1);
  const query: string[] = [];
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  const inPath = new Map<string, string>();
  for (const parameter of declared.parameters) {
    const { name, in: place, required, type } = parameter;
    const key = keyOf(operation, parameter);
    if (!required && !sent.parameters?.has(key)) continue;
    const value = sent.parameters?.has(key)
      ? sent.parameters.get(key)
      : soundValue(contract, parameter, chance);
    if (value === undefined) continue;
    if (place === 'query') query.push(...pairsOf(parameter, value));
    const text = textOf(value, type !== undefined);
    if (place === 'header') headers[name.toLowerCase()] = text;
    if (place === 'cookie') cookies.push(`${name}=${text}`);
    if (place === 'path') inPath.set(name, text);
  }
  for (const scheme of declared.security.alternatives[0] ?? []) {
    const { in: place, key, scheme: kind } = scheme;
    if (place === 'header') headers[key.toLowerCase()] = kind === undefined ? 'key' : `${kind} key`;
    if (place === 'query') query.push(`${key}=key`);
    if (place === 'cookie') cookies.push(`${key}=key`);
  }
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
  const body = sent.body ?? soundBody(side, chance);
  const content = body && encoded(body);
  if (content) headers['content-type'] = content.type;
  const search = query.length > 0 ? `?${query.join('&')}` : '';
  return {
    request: {
      method: operation.method,
      url: `${urlOf(operation, inPath)}${search}`,
      headers,
      ...(content ? { body: content.text } : {}),
    },
    response: { status: 0, headers: {}, body: '' },
    source: { file: 'witness', entry: 0 },
  };
}

const tries = 30;

export function soundValue(
  contract: Contract,
  { schema, type }: Pick<DeclaredParameter, 'schema' | 'type'>,
  chance: Chance,
): unknown {
  if (schema === undefined) return type === undefined ? 'text' : {};
  let value: unknown;
  for (let times = 0; times < tries; times++) {
    value = drawValue(contract, schema, chance);
    // An empty path segment would be another path.
    if (value !== null && value !== '' && contract.schemas.fits(schema, value)) break;
  }
  return value;
}

function soundBody({ contract, declared }: RequestSide, chance: Chance): Sent['body'] {
  const [media] = declared.body?.required ? declared.body.content : [];
  if (!media) return undefined;
  const { schema } = media;
  return { type: concreteType(media), value: soundValue(contract, { schema, type: '' }, chance) };
}

/** The text of a body; JSON unless it is a form or text. */
function encoded({ type, value }: NonNullable<Sent['body']>): { type: string; text: string } {
  if (type === 'application/x-www-form-urlencoded') {
    const fields = Object.entries((value ?? {}) as Record<string, unknown>).flatMap(([name, one]) =>
      [one].flat().map((each): [string, string] => [name, textOf(each, false)]),
    );
    return { type, text: new URLSearchParams(fields).toString() };
  }
  if (/^text\/plain\b/.test(type)) return { type, text: textOf(value, false) };
  return { type, text: JSON.stringify(value) ?? '' };
}

function pairsOf({ name, style, explode, type }: DeclaredParameter, value: unknown): string[] {
  const pair = (key: string, one: unknown): string =>
    `${encodeURIComponent(key)}=${encodeURIComponent(textOf(one, type !== undefined))}`;
  if (type !== undefined || typeof value !== 'object' || value === null) return [pair(name, value)];
  if (Array.isArray(value)) {
    return explode && style === 'form' ? value.map((one) => pair(name, one)) : [pair(name, value)];
  }
  const members = Object.entries(value);
  if (style === 'deepObject') return members.map(([key, one]) => pair(`${name}[${key}]`, one));
  return explode ? members.map(([key, one]) => pair(key, one)) : [pair(name, value)];
}
