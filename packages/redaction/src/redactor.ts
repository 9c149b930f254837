import type { Contract } from '@batch-status/conformance';
import {
  declaredResponse,
  operationFor,
  operationsOf,
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
import { ValueDescription } from './contract/value-description.ts';
import { Placeholders } from './values/placeholders.ts';
import { Urls } from './message/urls.ts';
import { Values } from './values/values.ts';

/** What the contract says of the parts of an exchange. */
interface Says {
  /** The operation whose path the request has, be it with another method. */
  operation: Operation | undefined;
  requestHeaders: DescribeHeader;
  responseHeaders: DescribeHeader;
  requestBody: ValueDescription;
  responseBody: ValueDescription;
}

/**
 * Takes out of entries what is nobody else's business, by a contract. Equal values stay equal from
 * one entry to the next, and whatever is wrong with an entry stays wrong.
 *
 * Kept is what the contract describes and does not mark as `x-sensitive`. Keys, cookies and what it
 * marks become placeholders, here and wherever else they turn up; of all else only the shape is kept.
 */
export class Redactor {
  readonly #contract: Contract;
  readonly #methods: readonly string[];
  readonly #values: Values;
  readonly #urls: Urls;
  readonly #headers: Headers;
  readonly #bodies: Bodies;

  /** @param key Whoever has it can find out whether a placeholder stands for a value. */
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
    const says = this.#contractOn(entry);
    this.#learn(entry, says);
    const omissions = new Omissions(comment === undefined ? [] : [comment]);
    return {
      ...rest,
      request: this.#request(entry.request, says, omissions),
      response: this.#response(entry.response, says, omissions),
      ...(omissions.said.length > 0 ? { comment: omissions.said.join(' ') } : {}),
    };
  }

  #contractOn({ request, response }: RecordedEntry): Says {
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

  /** Remembers what is sensitive, which may turn up before the place that says so. */
  #learn({ request, response }: RecordedEntry, says: Says): void {
    this.#headers.learn(request.headers, says.requestHeaders);
    this.#headers.learn(response.headers, says.responseHeaders);
    this.#urls.learn(request.url);
    for (const [text, description] of [
      [request.postData?.text ?? '', says.requestBody],
      [response.content.text ?? '', says.responseBody],
    ] as const) {
      try {
        this.#bodies.learn(text, description);
      } catch (error) {
        // It is left out when it is to be redacted.
        if (!isOfTheValue(error)) throw error;
      }
    }
  }

  #request(
    { postData, ...request }: RecordedEntry['request'],
    says: Says,
    omissions: Omissions,
  ): RecordedEntry['request'] {
    const url = omissions.orElse(
      () => this.#urls.redacted(request.url, says.operation),
      `${new URL(request.url).origin}/`,
      'The path is',
    );
    const headers = omissions.orElse(
      () => this.#headers.redacted(request.headers, says.requestHeaders),
      [],
      "The request's headers are",
    );
    const text = omissions.orElse(
      () => postData && this.#bodies.redacted(postData.text, says.requestBody),
      undefined,
      "The request's body is",
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
    says: Says,
    omissions: Omissions,
  ): RecordedEntry['response'] {
    const headers = omissions.orElse(
      () => this.#headers.redacted(response.headers, says.responseHeaders),
      [],
      "The response's headers are",
    );
    const mimeType = typeIn(headers);
    const content = omissions.orElse<RecordedContent>(
      () => this.#content({ ...response.content, mimeType }, says.responseBody),
      { size: -1, mimeType, text: '', _truncated: true },
      "The response's body is",
    );
    return { ...response, headers, content, redirectURL: headerValue(headers, 'location') ?? '' };
  }

  #content(content: RecordedContent, description: ValueDescription): RecordedContent {
    const { text, encoding } = content;
    // What is encoded stands in already for what could not be decoded.
    if (text === undefined || encoding) return content;
    return { ...content, text: this.#bodies.redacted(text, description) };
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

  #requestHeaders(operation: Operation | undefined): DescribeHeader {
    return (name) => operation && parameterDescription(this.#contract, operation, 'header', name);
  }

  #responseHeaders(operation: Operation | undefined, status: number): DescribeHeader {
    const headers = operation && declaredResponse(this.#contract, operation, status)?.headers;
    return (name) => {
      const header = headers?.find(({ key }) => key === name);
      if (!header) return undefined;
      const { value } = this.#contract.resolve(header.pointer);
      const isSensitive = (value as Record<string, unknown>)['x-sensitive'] === true;
      return new ValueDescription(
        this.#contract,
        header.schema ? [header.schema] : [],
        isSensitive,
      );
    };
  }
}

function typeIn(headers: readonly NameValue[]): string {
  return headerValue(headers, 'content-type') ?? '';
}
