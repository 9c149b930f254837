import { METHODS, STATUS_CODES } from 'node:http';

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
import { Forms } from './message/forms.ts';
import { Headers, type DescribeHeaders } from './message/headers.ts';
import { MediaTypes } from './message/media-types.ts';
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
  requestHeaders: DescribeHeaders;
  responseHeaders: DescribeHeaders;
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
    const mediaTypes = new MediaTypes(this.#values);
    this.#headers = new Headers(credentials, this.#values, this.#urls, mediaTypes);
    this.#bodies = new Bodies(contract, this.#values, new Forms(this.#values, mediaTypes));
  }

  /** @param notes What the entry lacks, for its comment. They must not contain anything that was recorded. */
  redacted(entry: RecordedEntry, notes: readonly string[] = []): RecordedEntry {
    const described = this.#contractOn(entry);
    this.#learn(entry, described);
    const omissions = new Omissions(notes);
    const { startedDateTime, time, timings } = entry;
    const request = this.#request(entry.request, described, omissions);
    const response = this.#response(entry.response, described, omissions);
    // Members that a recorder of another kind could add are not copied.
    return {
      startedDateTime: new Date(startedDateTime).toISOString(),
      time,
      request,
      response,
      cache: {},
      timings: numbersIn(timings),
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
    this.#urls.learnHost(request.url);
    this.#urls.learn(request.url, described.operation);
    for (const [body, description] of [
      [request.postData, described.requestBody],
      [response.content, described.responseBody],
    ] as const) {
      try {
        if (body) this.#bodies.learn(textOf(body), description, body.mimeType);
      } catch (error) {
        // `#request` and `#response` leave this part out.
        if (!isOfTheValue(error)) throw error;
      }
    }
  }

  #request(
    request: RecordedEntry['request'],
    described: Described,
    omissions: Omissions,
  ): RecordedEntry['request'] {
    const { postData, headersSize, bodySize } = request;
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
    const body = omissions.orElse(
      () => postData && this.#body(postData, described.requestBody),
      undefined,
      'the body of the request',
    );
    return {
      method: this.#isMethod(request.method)
        ? request.method
        : this.#values.shape(request.method).toUpperCase(),
      url,
      httpVersion: versionOf(request.httpVersion),
      cookies: [],
      headers,
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      ...(body === undefined ? {} : { postData: { mimeType: typeIn(headers), ...body } }),
      ...numbersIn({ headersSize, bodySize }),
    };
  }

  #response(
    response: RecordedEntry['response'],
    described: Described,
    omissions: Omissions,
  ): RecordedEntry['response'] {
    const { status, statusText, content, headersSize, bodySize } = response;
    const headers = omissions.orElse(
      () => this.#headers.redacted(response.headers, described.responseHeaders),
      [],
      'the headers of the response',
    );
    const mimeType = typeIn(headers);
    const redacted = omissions.orElse<RecordedContent>(
      () => this.#content(content, mimeType, described.responseBody),
      { size: -1, mimeType, text: '', _truncated: true },
      'the body of the response',
    );
    return {
      ...numbersIn({ status }),
      statusText: this.#reasonPhrase(statusText),
      httpVersion: versionOf(response.httpVersion),
      cookies: [],
      headers,
      content: redacted,
      redirectURL: headerValue(headers, 'location') ?? '',
      ...numbersIn({ headersSize, bodySize }),
    };
  }

  #content(
    content: RecordedContent,
    mimeType: string,
    description: ValueDescription,
  ): RecordedContent {
    const { text, size, _truncated } = content;
    return {
      ...numbersIn({ size }),
      mimeType,
      ...(text === undefined ? {} : this.#body({ ...content, text }, description)),
      ...(_truncated === true ? { _truncated } : {}),
    };
  }

  #body(
    { mimeType, text, encoding }: { mimeType: string; text: string; encoding?: 'base64' },
    description: ValueDescription,
  ): { text: string; encoding?: 'base64' } {
    if (encoding === undefined) return { text: this.#bodies.redacted(text, description, mimeType) };
    const bytes = Buffer.from(text, 'base64');
    const redacted = this.#bodies.redactedBytes(bytes, description, mimeType);
    return { text: redacted.toString('base64'), encoding: 'base64' };
  }

  /** Recordings from elsewhere can lack it. */
  #reasonPhrase(text: string | undefined): string {
    if (text === undefined) return '';
    return reasonPhrases.has(text) ? text : this.#values.shape(text);
  }

  #isMethod(method: string): boolean {
    return METHODS.includes(method) || this.#methods.includes(method);
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

  #requestHeaders(operation: Operation | undefined): DescribeHeaders {
    const describe =
      (kind: 'header' | 'cookie') =>
      (name: string): ValueDescription | undefined =>
        operation && parameterDescription(this.#contract, operation, kind, name);
    return { header: describe('header'), cookie: describe('cookie') };
  }

  #responseHeaders(operation: Operation | undefined, status: number): DescribeHeaders {
    const headers = unlessUnusable(
      () => operation && declaredResponse(this.#contract, operation, status)?.headers,
      undefined,
    );
    return {
      header: (name) => {
        const header = headers?.find(({ key }) => key === name);
        return header && unlessUnusable(() => this.#headerDescription(header), undefined);
      },
      cookie: () => undefined,
    };
  }

  #headerDescription({ pointer, schema }: DeclaredHeader): ValueDescription {
    const { value } = this.#contract.resolve(pointer);
    const isSensitive = (value as Record<string, unknown>)['x-sensitive'] === true;
    return new ValueDescription(this.#contract, schema ? [schema] : [], isSensitive);
  }
}

const reasonPhrases: ReadonlySet<string> = new Set([
  '',
  ...Object.values(STATUS_CODES),
] as string[]);

/** The members that are numbers. Recordings from elsewhere can lack some, or have others. */
function numbersIn<T extends object>(values: T): T {
  const numbers = Object.entries(values ?? {}).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(numbers) as T;
}

function versionOf(version = ''): string {
  return /^(?:HTTP\/\d(?:\.\d)?|h[23])?$/i.test(version) ? version : '';
}

/** The text of a body; one character for each byte if it is not text. */
function textOf({ text = '', encoding }: { text?: string; encoding?: 'base64' }): string {
  return encoding === undefined ? text : Buffer.from(text, 'base64').toString('latin1');
}

function typeIn(headers: readonly NameValue[]): string {
  return headerValue(headers, 'content-type') ?? '';
}
