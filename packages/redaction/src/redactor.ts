import type { Contract } from '@batch-status/conformance';
import {
  declaredResponse,
  operationFor,
  operationsOf,
  type DeclaredHeader,
  type Operation,
} from '@batch-status/conformance/analysis';

import {
  headerValue,
  type NameValue,
  type RecordedContent,
  type RecordedEntry,
} from '@batch-status/har';
import { Bodies } from './message/bodies.ts';
import { credentialsOf } from './contract/credentials.ts';
import { Headers, type DescribeHeader } from './message/headers.ts';
import { isOfTheValue, Omissions } from './omissions.ts';
import { parameterDescription } from './contract/parameters.ts';
import { unlessUnusable } from './contract/unusable.ts';
import { ValueDescription } from './contract/value-description.ts';
import { Placeholders } from './values/placeholders.ts';
import { Urls } from './message/urls.ts';
import { Values } from './values/values.ts';

/** What the contract says about the parts of an exchange. */
interface Described {
  /** The operation that the path belongs to, even if its method differs. */
  operation: Operation | undefined;
  requestHeaders: DescribeHeader;
  responseHeaders: DescribeHeader;
  requestBody: ValueDescription;
  responseBody: ValueDescription;
}

/**
 * Removes secrets and personal data from entries, guided by a contract. Equal values stay equal from one
 * entry to the next, and a redacted entry breaks the contract in the same way as before.
 *
 * Values that the contract describes are kept, unless it marks them with `x-sensitive`. Keys, cookies,
 * and sensitive values become placeholders, wherever they occur. Of everything else, only the shape is
 * kept.
 */
export class Redactor {
  readonly #contract: Contract;
  readonly #methods: readonly string[];
  readonly #values: Values;
  readonly #urls: Urls;
  readonly #headers: Headers;
  readonly #bodies: Bodies;

  /** @param key With the key, it is possible to test which value a placeholder replaces. */
  constructor(contract: Contract, key: Buffer) {
    const credentials = credentialsOf(contract);
    this.#contract = contract;
    this.#methods = [...new Set(operationsOf(contract).map(({ method }) => method))];
    this.#values = new Values(contract, new Placeholders(key));
    this.#urls = new Urls(contract, credentials, this.#values);
    this.#headers = new Headers(credentials, this.#values, this.#urls);
    this.#bodies = new Bodies(contract, this.#values);
  }

  redacted(entry: RecordedEntry): RecordedEntry {
    const { comment, ...rest } = entry;
    const described = this.#contractOn(entry);
    this.#learn(entry, described);
    const omissions = new Omissions(comment === undefined ? [] : [comment]);
    return {
      ...rest,
      request: this.#request(entry.request, described, omissions),
      response: this.#response(entry.response, described, omissions),
      ...(omissions.notes.length > 0 ? { comment: omissions.notes.join(' ') } : {}),
    };
  }

  #contractOn({ request, response }: RecordedEntry): Described {
    const operation = this.#operationOf(request.method, request.url);
    const called = operation?.method === request.method ? operation : undefined;
    const { mimeType } = response.content;
    return {
      operation,
      requestHeaders: this.#requestHeaders(operation),
      responseHeaders: this.#responseHeaders(called, response.status),
      requestBody: this.#bodies.ofRequest(called, request.postData?.mimeType ?? ''),
      responseBody: this.#bodies.ofResponse(called, response.status, mimeType),
    };
  }

  /** Remembers sensitive values first, since they can also occur before the part that is sensitive. */
  #learn({ request, response }: RecordedEntry, described: Described): void {
    this.#headers.learn(request.headers, described.requestHeaders);
    this.#headers.learn(response.headers, described.responseHeaders);
    this.#urls.learn(request.url);
    for (const [text, description] of [
      [request.postData?.text ?? '', described.requestBody],
      [response.content.text ?? '', described.responseBody],
    ] as const) {
      try {
        this.#bodies.learn(text, description);
      } catch (error) {
        // `#request` and `#response` leave this part out.
        if (!isOfTheValue(error)) throw error;
      }
    }
  }

  #request(
    { postData, ...request }: RecordedEntry['request'],
    described: Described,
    omissions: Omissions,
  ): RecordedEntry['request'] {
    const url = omissions.orElse(
      () => this.#urls.redacted(request.url, described.operation),
      `${new URL(request.url).origin}/`,
      'the path',
    );
    const headers = omissions.orElse(
      () => this.#headers.redacted(request.headers, described.requestHeaders),
      [],
      'the headers of the request',
    );
    const text = omissions.orElse(
      () => postData && this.#bodies.redacted(postData.text, described.requestBody),
      undefined,
      'the body of the request',
    );
    return {
      ...request,
      url,
      headers,
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      ...(text === undefined ? {} : { postData: { mimeType: typeIn(headers), text } }),
    };
  }

  #response(
    response: RecordedEntry['response'],
    described: Described,
    omissions: Omissions,
  ): RecordedEntry['response'] {
    const headers = omissions.orElse(
      () => this.#headers.redacted(response.headers, described.responseHeaders),
      [],
      'the headers of the response',
    );
    const mimeType = typeIn(headers);
    const content = omissions.orElse<RecordedContent>(
      () => this.#content({ ...response.content, mimeType }, described.responseBody),
      { size: -1, mimeType, text: '', _truncated: true },
      'the body of the response',
    );
    return { ...response, headers, content, redirectURL: headerValue(headers, 'location') ?? '' };
  }

  #content(content: RecordedContent, description: ValueDescription): RecordedContent {
    const { text, encoding } = content;
    // An encoded body is already a replacement for one that could not be decoded.
    if (text === undefined || encoding) return content;
    return { ...content, text: this.#bodies.redacted(text, description) };
  }

  /** The operation of a URL, if necessary with another method. */
  #operationOf(method: string, url: string): Operation | undefined {
    for (const one of [method, ...this.#methods]) {
      const exchange = {
        request: { method: one, url, headers: {} },
        response: { status: 0, headers: {}, body: undefined },
        source: { file: '', entry: 0 },
      };
      const operation = unlessUnusable(() => operationFor(this.#contract, exchange), undefined);
      if (operation) return operation;
    }
    return undefined;
  }

  #requestHeaders(operation: Operation | undefined): DescribeHeader {
    return (name) => operation && parameterDescription(this.#contract, operation, 'header', name);
  }

  #responseHeaders(operation: Operation | undefined, status: number): DescribeHeader {
    const headers = unlessUnusable(
      () => operation && declaredResponse(this.#contract, operation, status)?.headers,
      undefined,
    );
    return (name) => {
      const header = headers?.find(({ key }) => key === name);
      return header && unlessUnusable(() => this.#headerDescription(header), undefined);
    };
  }

  #headerDescription({ pointer, schema }: DeclaredHeader): ValueDescription {
    const { value } = this.#contract.resolve(pointer);
    const isSensitive = (value as Record<string, unknown>)['x-sensitive'] === true;
    return new ValueDescription(this.#contract, schema ? [schema] : [], isSensitive);
  }
}

function typeIn(headers: readonly NameValue[]): string {
  return headerValue(headers, 'content-type') ?? '';
}
