import type { Contract } from '@batch-status/conformance';
import { operationsOf, type Operation } from '@batch-status/conformance/analysis';

import type { Credentials } from '../contract/credentials.ts';
import { parameterDescription } from '../contract/parameters.ts';
import { isIdentifier } from '../values/masked.ts';
import { percentEncoded } from '../values/percent-encoded.ts';
import type { Values } from '../values/values.ts';

/** Redacts URLs, guided by their operation. */
export class Urls {
  readonly #contract: Contract;
  readonly #credentials: Credentials;
  readonly #values: Values;
  readonly #literals: ReadonlySet<string>;

  constructor(contract: Contract, credentials: Credentials, values: Values) {
    this.#contract = contract;
    this.#credentials = credentials;
    this.#values = values;
    this.#literals = new Set(
      operationsOf(contract)
        .flatMap(({ path, servers }) => [path, ...servers.map(({ prefix }) => prefix)])
        .flatMap((path) => path.split('/').filter((segment) => !segment.includes('{'))),
    );
  }

  /** Learns the credentials in a query. */
  learn(url: string): void {
    for (const { name, value } of pairsIn(url)) {
      if (this.#credentials.query.has(name)) this.#values.credential(value);
    }
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
    return `${origin}${redacted.join('/')}${pairs}`;
  }

  /** A URL in a header, which can lead anywhere. */
  redactedElsewhere(url: string): string {
    const [, origin = '', rest = ''] = /^((?:[^:/?#]+:)?\/\/[^/?#]*)?(.*)$/s.exec(url)!;
    const host = origin.replace(/\/\/[^/]*@/, '//');
    return this.#values.text(host) + this.redacted(rest, undefined);
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
    const parts = template.split(/\{([^{}]*)\}/);
    const values = new RegExp(`^${parts.map(groupOrLiteral).join('')}$`, 's').exec(text);
    if (!values) return changed(segment, text, this.#values.shape(text));
    let group = 1;
    const replaced = parts.map((part, at) => {
      if (at % 2 === 0) return part;
      const value = values[group++]!;
      const description = parameterDescription(this.#contract, operation!, 'path', part);
      // The shapes of two ids could be equal, and so name one resource.
      return description ? this.#values.parameter(value, description) : this.#values.opaque(value);
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
    return hasValue && isIdentifier(name) ? this.#values.text(name) : this.#values.shape(name);
  }

  #queryValue(name: string, value: string, operation: Operation | undefined): string {
    if (this.#credentials.query.has(name)) return this.#values.credential(value);
    const description = operation && parameterDescription(this.#contract, operation, 'query', name);
    return description ? this.#values.parameter(value, description) : this.#values.shape(value);
  }
}

function groupOrLiteral(part: string, at: number): string {
  return at % 2 === 1 ? '(.+)' : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function changed(source: string, text: string, replaced: string): string {
  return replaced === text ? source : percentEncoded(replaced);
}

function pairsIn(url: string): { name: string; value: string }[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    return { name: formDecoded(name), value: formDecoded(value) };
  });
}

function formDecoded(text: string): string {
  return new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x')!;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
