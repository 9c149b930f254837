import type { Contract, Exchange } from '@batch-status/conformance';
import {
  declaredRequest,
  ExchangeChecker,
  isJson,
  type DeclaredRequest,
  type Operation,
} from '@batch-status/conformance/analysis';
import { isObject } from '@batch-status/json-schema';

import { Chance } from './chance.ts';
import { drawValue } from './draw-value.ts';

type Request = Exchange['request'];

/** The most requests that are drawn for one that has no findings. */
const most = 30;

/** A request for each operation, without findings if one is drawn within a few tries. */
export class SoundRequests {
  readonly #contract: Contract;
  readonly #base: string | undefined;
  readonly #checker: ExchangeChecker;
  readonly #chance = new Chance(1);
  readonly #byOperation = new Map<Operation, Request>();

  /** @param base The URL of the server. Default: each operation's first server, on `localhost`. */
  constructor(contract: Contract, base?: string) {
    this.#contract = contract;
    this.#base = base?.replace(/\/$/, '');
    this.#checker = new ExchangeChecker(contract, {
      requests: true,
      ...(base === undefined ? { anyHost: true } : { servers: [base] }),
    });
  }

  to(operation: Operation): Request {
    const known = this.#byOperation.get(operation);
    if (known) return known;
    let request = this.#draw(operation);
    for (let tries = 1; tries < most && !this.#isSound(request); tries++) {
      request = this.#draw(operation);
    }
    this.#byOperation.set(operation, request);
    return request;
  }

  #draw(operation: Operation): Request {
    const { parameters, body, security } = declaredRequest(this.#contract, operation);
    const query = new URLSearchParams();
    const headers: Record<string, string> = {};
    const cookies: string[] = [];
    const put = (place: string | undefined, name: string, value: string): void => {
      if (place === 'query') query.append(name, value);
      if (place === 'header') headers[name.toLowerCase()] = value;
      if (place === 'cookie') cookies.push(`${name}=${value}`);
    };
    let { path } = operation;
    for (const { name, in: place, required, schema, type } of parameters) {
      if (!required) continue;
      const value = schema === undefined ? 'text' : drawValue(this.#contract, schema, this.#chance);
      const text = type === undefined ? textOf(value) : JSON.stringify(value);
      if (place === 'path') path = path.replaceAll(`{${name}}`, encodeURIComponent(text) || '1');
      else put(place, name, text);
    }
    for (const { in: place, key, scheme } of security.alternatives[0] ?? []) {
      put(place, key, scheme === undefined ? 'text' : `${scheme} text`);
    }
    if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
    const sent = this.#bodyOf(body);
    const search = query.size > 0 ? `?${query.toString()}` : '';
    const base = this.#base ?? `http://localhost${operation.servers[0]?.prefix ?? ''}`;
    return {
      method: operation.method,
      url: `${base}${path}`.replaceAll(/\{[^{}]*\}/g, '1') + search,
      headers: { ...headers, ...(sent ? { 'content-type': sent.type } : {}) },
      ...(sent ? { body: sent.body } : {}),
    };
  }

  #bodyOf(declared: DeclaredRequest['body']): { type: string; body: string } | undefined {
    if (!declared?.required) return undefined;
    const media = declared.content.find(({ type }) => isJson(type)) ?? declared.content[0];
    if (!media || media.schema === undefined) return undefined;
    const value = drawValue(this.#contract, media.schema, this.#chance);
    return { type: media.type, body: isJson(media.type) ? JSON.stringify(value) : textOf(value) };
  }

  #isSound(request: Request): boolean {
    const { findings } = this.#checker.check({
      request,
      response: { status: 0, headers: {}, body: undefined },
      source: { file: 'sketch', entry: 0 },
    });
    return findings.every(({ rule }) => rule === 'no-response');
  }
}

/** A value as OpenAPI writes it in its simplest style. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  if (isObject(value))
    return Object.entries(value)
      .flatMap(([name, one]) => [name, textOf(one)])
      .join(',');
  return String(value);
}
