import type { Contract } from '@batch-status/conformance';
import { operationsOf, type Operation } from '@batch-status/conformance/analysis';

import type { Credentials } from '../contract/credentials.ts';
import { parameterDescription, type ParameterIn } from '../contract/parameters.ts';
import { isSecretName } from '../contract/secret-names.ts';
import type { Values } from '../values/values.ts';
import { changed, formDecoded } from './forms.ts';

/** Redacts URLs, guided by their operation. */
export class Urls {
  readonly #contract: Contract;
  readonly #credentials: Credentials;
  readonly #values: Values;
  readonly #literals: ReadonlySet<string>;
  /** The names of servers that are not secret. */
  readonly #hosts = new Set<string>();

  constructor(contract: Contract, credentials: Credentials, values: Values) {
    this.#contract = contract;
    this.#credentials = credentials;
    this.#values = values;
    const operations = operationsOf(contract);
    this.#literals = new Set(
      operations
        .flatMap(({ path, servers }) => [path, ...servers.map(({ prefix }) => prefix)])
        .flatMap((path) => path.split('/').filter((segment) => !segment.includes('{'))),
    );
  }

  /**
   * Learns the credentials in a URL: its login, and those in its query, fragment, and path. Also learns what the
   * operation says is sensitive.
   */
  learn(url: string, operation?: Operation): void {
    const [, login] = /^[^:/?#]+:\/\/([^/?#]*)@/.exec(url) ?? [];
    for (const part of login?.split(':') ?? []) this.#values.learnCredential(part);
    for (const { name, value } of pairsIn(url)) {
      if (this.#credentials.query.has(name)) this.#values.credential(value);
      else this.#learnParameter(name, value, 'query', operation);
    }
    for (const { name, value } of operation ? valuesInPath(pathOf(url), operation.path) : []) {
      this.#learnParameter(name, value, 'path', operation);
    }
  }

  #learnParameter(
    name: string,
    value: string,
    kind: ParameterIn,
    operation: Operation | undefined,
  ): void {
    if (isSecretName(name)) this.#values.learnCredential(value, name);
    const description = operation && parameterDescription(this.#contract, operation, kind, name);
    if (description) this.#values.learn(value, description);
  }

  /** Learns the server of a recorded request. Its name is not a secret. */
  learnHost(url: string): void {
    this.#hosts.add(new URL(url).hostname);
  }

  /**
   * @param operation The operation of the URL, if the contract declares it.
   * @throws Unredactable
   */
  redacted(url: string, operation: Operation | undefined): string {
    const [, origin = '', path = '', query] = /^([^:/?#]+:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/.exec(
      url,
    )!;
    const segments = path.split('/');
    const template = operation?.path.split('/').slice(1) ?? [];
    const first = segments.length - template.length;
    const redacted = segments.map((segment, at) =>
      this.#segment(segment, at < first ? undefined : template[at - first], operation),
    );
    const pairs = query === undefined ? '' : `?${this.#query(query, operation)}`;
    return `${withoutLogin(origin)}${redacted.join('/')}${pairs}`;
  }

  /** A URL or a host in a header, which can lead anywhere. */
  redactedElsewhere(value: string): string {
    if (/^(?:\*|null|)$/.test(value)) return value;
    const isHost = !/[/?#]/.test(value);
    if (isHost) return this.#host(value);
    const [, scheme = '', host = '', rest = ''] = /^((?:[^:/?#]+:)?\/\/)?([^/?#]*)(.*)$/s.exec(
      value,
    )!;
    if (scheme === '') return this.redacted(value, undefined);
    const known = /^(?:https?:)?\/\/$/i.test(scheme)
      ? scheme
      : `${this.#values.shape(scheme.slice(0, -3))}://`;
    return known + this.#host(withoutLogin(`//${host}`).slice(2)) + this.redacted(rest, undefined);
  }

  #host(host: string): string {
    const [, name = '', port = ''] = /^(.*?)(:\d{1,5})?$/s.exec(host)!;
    const isOpen = this.#hosts.has(name) || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(name);
    return (isOpen ? name : this.#values.shape(name)) + port;
  }

  #segment(
    segment: string,
    template: string | undefined,
    operation: Operation | undefined,
  ): string {
    const text = decoded(segment);
    if (text === undefined) return this.#values.opaque(segment);
    if (template === undefined || !template.includes('{')) {
      return template !== undefined || this.#literals.has(text)
        ? segment
        : changed(segment, text, this.#values.shape(text));
    }
    const parts = partsOf(template);
    const values = patternOf(parts).exec(text);
    if (!values) return changed(segment, text, this.#values.shape(text));
    let group = 1;
    const replaced = parts.map((part, at) => {
      if (at % 2 === 0) return part;
      const value = values[group++]!;
      const description = parameterDescription(this.#contract, operation!, 'path', part);
      // The shapes of two ids could be equal, and so name one resource.
      return description
        ? this.#values.parameter(value, description, part)
        : this.#values.opaque(value);
    });
    return changed(segment, text, replaced.join(''));
  }

  #query(query: string, operation: Operation | undefined): string {
    return query
      .split('&')
      .map((pair) => {
        const [, name, equals, value] = /^([^=]*)(=?)(.*)$/s.exec(pair)!;
        const nameText = formDecoded(name!);
        const text = formDecoded(value!);
        return (
          changed(name!, nameText, this.#queryName(nameText, equals !== '', operation)) +
          equals +
          changed(value!, text, this.#queryValue(nameText, text, operation))
        );
      })
      .join('&');
  }

  /** A name without a value can be anything. */
  #queryName(name: string, hasValue: boolean, operation: Operation | undefined): string {
    if (operation && parameterDescription(this.#contract, operation, 'query', name)) return name;
    if (this.#credentials.query.has(name)) return name;
    return hasValue ? this.#values.wordOrShape(name) : this.#values.shape(name);
  }

  #queryValue(name: string, value: string, operation: Operation | undefined): string {
    if (this.#credentials.query.has(name)) return this.#values.credential(value);
    const description = operation && parameterDescription(this.#contract, operation, 'query', name);
    return description
      ? this.#values.parameter(value, description, name)
      : this.#values.shape(value);
  }
}

function withoutLogin(origin: string): string {
  return origin.replace(/\/\/[^/]*@/, '//');
}

/** The literals of a part of a path, and the names of parameters between them. */
function partsOf(template: string): string[] {
  return template.split(/\{([^{}]*)\}/);
}

function patternOf(parts: readonly string[]): RegExp {
  return new RegExp(`^${parts.map(groupOrLiteral).join('')}$`, 's');
}

function pathOf(url: string): string {
  return /^(?:[^:/?#]+:\/\/[^/?#]*)?([^?#]*)/.exec(url)![1]!;
}

/** The parameters of a path. A server can put segments before those of its operations. */
function valuesInPath(path: string, template: string): { name: string; value: string }[] {
  const templates = template.split('/').slice(1);
  const segments = path.split('/').slice(-templates.length);
  return templates.flatMap((each, at) => {
    const parts = partsOf(each);
    const [, ...values] = patternOf(parts).exec(decoded(segments[at] ?? '') ?? '') ?? [];
    return values.map((value, index) => ({ name: parts[2 * index + 1]!, value }));
  });
}

function groupOrLiteral(part: string, at: number): string {
  return at % 2 === 1 ? '(.+)' : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** The pairs in a query, in a fragment, and in segments of a path such as `;jsessionid=…`. */
function pairsIn(url: string): { name: string; value: string }[] {
  const [, path = '', query = '', fragment = ''] =
    /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  const inPath = path.split(/[;/]/).filter((part) => part.includes('='));
  return [...inPath, ...query.split('&'), ...fragment.split('&')].map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    return { name: formDecoded(name), value: formDecoded(value) };
  });
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
