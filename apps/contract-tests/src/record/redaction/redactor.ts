import {
  declaredResponse,
  operationFor,
  operationsOf,
  type Contract,
  type Operation,
} from '@batch-status/conformance';

import { valueOf } from '../end-to-end-headers.ts';
import type { HarContent, HarEntry } from '../har-entry.ts';
import { Bodies } from './bodies.ts';
import { credentialsOf } from './credentials.ts';
import { Headers, type PlaceOfHeader } from './headers.ts';
import { parameterPlace } from './parameters.ts';
import { Place } from './place.ts';
import { StandIns } from './stand-ins.ts';
import { Urls } from './urls.ts';
import { Unredactable, Values } from './values.ts';

/**
 * Takes out of entries what is nobody else's business, by a contract. Equal values stay equal from
 * one entry to the next, and whatever is wrong with an entry stays wrong.
 *
 * Kept is what the contract describes and does not mark as `x-sensitive`. Keys, cookies and what it
 * marks become stand-ins, here and wherever else they turn up; of all else only the shape is kept.
 */
export class Redactor {
  readonly #contract: Contract;
  readonly #methods: readonly string[];
  readonly #values: Values;
  readonly #urls: Urls;
  readonly #headers: Headers;
  readonly #bodies: Bodies;

  /** @param key Whoever has it can find out whether a stand-in stands for a value. */
  constructor(contract: Contract, key: Buffer) {
    const credentials = credentialsOf(contract);
    this.#contract = contract;
    this.#methods = [...new Set(operationsOf(contract).map(({ method }) => method))];
    this.#values = new Values(contract, new StandIns(key));
    this.#urls = new Urls(contract, credentials, this.#values);
    this.#headers = new Headers(credentials, this.#values, this.#urls);
    this.#bodies = new Bodies(contract, this.#values);
  }

  redacted(entry: HarEntry): HarEntry {
    const { request, response, comment } = entry;
    const operation = this.#operationOf(request.method, request.url);
    const ofRequest = this.#requestHeaders(operation);
    const ofResponse = this.#responseHeaders(operation, response.status);
    const isDeclared = operation?.method === request.method;
    const posted = this.#bodies.ofRequest(
      isDeclared ? operation : undefined,
      request.postData?.mimeType ?? '',
    );
    const answered = this.#bodies.ofResponse(
      isDeclared ? operation : undefined,
      response.status,
      response.content.mimeType,
    );
    const lacks = comment === undefined ? [] : [comment];
    const orElse = <T>(redact: () => T, instead: T, lack: string): T => {
      try {
        return redact();
      } catch (error) {
        if (!(error instanceof Unredactable || error instanceof RangeError)) throw error;
        lacks.push(`${lack} left out, since nothing can stand in for what is in it.`);
        return instead;
      }
    };

    this.#headers.learn(request.headers, ofRequest);
    this.#headers.learn(response.headers, ofResponse);
    this.#urls.learn(request.url);
    if (request.postData) this.#learn(request.postData.text, posted);
    this.#learn(response.content.text ?? '', answered);

    const origin = new URL(request.url).origin;
    const url = orElse(
      () => this.#urls.redacted(request.url, operation),
      `${origin}/`,
      'The path is',
    );
    const requestHeaders = orElse(
      () => this.#headers.redacted(request.headers, ofRequest),
      [],
      "The request's headers are",
    );
    const responseHeaders = orElse(
      () => this.#headers.redacted(response.headers, ofResponse),
      [],
      "The response's headers are",
    );
    const text = orElse(
      () => request.postData && this.#bodies.redacted(request.postData.text, posted),
      undefined,
      "The request's body is",
    );
    const { postData: _, ...rest } = request;
    const mimeType = valueOf(responseHeaders, 'content-type') ?? '';
    const content = orElse<HarContent>(
      () => this.#content(response.content, answered, mimeType),
      { size: -1, mimeType, text: '', _truncated: true },
      "The response's body is",
    );
    return {
      ...entry,
      request: {
        ...rest,
        url,
        headers: requestHeaders,
        queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
        ...(text === undefined
          ? {}
          : { postData: { mimeType: valueOf(requestHeaders, 'content-type') ?? '', text } }),
      },
      response: {
        ...response,
        headers: responseHeaders,
        content,
        redirectURL: valueOf(responseHeaders, 'location') ?? '',
      },
      ...(lacks.length > 0 ? { comment: lacks.join(' ') } : {}),
    };
  }

  #content(content: HarContent, place: Place, mimeType: string): HarContent {
    const { text } = content;
    if (text === undefined || content.encoding) return { ...content, mimeType };
    return { ...content, mimeType, text: this.#bodies.redacted(text, place) };
  }

  /** What cannot be redacted is found again when it is to be. */
  #learn(text: string, place: Place): void {
    try {
      this.#bodies.learn(text, place);
    } catch (error) {
      if (!(error instanceof Unredactable || error instanceof RangeError)) throw error;
    }
  }

  /** The operation whose path a URL has; if there is none with the method, another. */
  #operationOf(method: string, url: string): Operation | undefined {
    for (const one of [method, ...this.#methods]) {
      const operation = operationFor(this.#contract, {
        request: { method: one, url, headers: {} },
        response: { status: 0, headers: {}, body: undefined },
        source: { file: '', entry: 0 },
      });
      if (operation) return operation;
    }
    return undefined;
  }

  #requestHeaders(operation: Operation | undefined): PlaceOfHeader {
    return (name) => operation && parameterPlace(this.#contract, operation, 'header', name);
  }

  #responseHeaders(operation: Operation | undefined, status: number): PlaceOfHeader {
    const headers = operation && declaredResponse(this.#contract, operation, status)?.headers;
    return (name) => {
      const header = headers?.find(({ key }) => key === name);
      if (!header) return undefined;
      const { value } = this.#contract.resolve(header.pointer);
      const isSensitive = (value as Record<string, unknown>)['x-sensitive'] === true;
      return new Place(this.#contract, header.schema ? [header.schema] : [], isSensitive);
    };
  }
}
