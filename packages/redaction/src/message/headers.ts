import type { NameValue } from '@batch-status/har';
import type { Credentials } from '../contract/credentials.ts';
import type { ValueDescription } from '../contract/value-description.ts';
import type { Urls } from './urls.ts';
import type { Values } from '../values/values.ts';

/** Returns what the contract says about a header; `undefined` if it says nothing. */
export type DescribeHeader = (name: string) => ValueDescription | undefined;

/** Headers of HTTP that contain no personal data. */
const plain =
  /^(?:accept(?:-.*)?|access-control-.*|age|allow|cache-control|content-(?:encoding|language|range|security-policy)|cross-origin-.*|date|etag|expect|expires|host|if-.*|last-modified|origin|pragma|range|ratelimit.*|retry-after|sec-(?:ch|fetch)-.*|server|strict-transport-security|timing-allow-origin|user-agent|vary|x-content-type-options|x-frame-options|x-powered-by|x-ratelimit-.*)$/;
const urls = new Set(['content-location', 'location', 'referer']);
const schemes = new Set(['authorization', 'proxy-authorization', 'www-authenticate']);
const attributes = /^\s*(?:expires|max-age|secure|httponly|samesite|partitioned)\b/i;

/** Redacts headers. */
export class Headers {
  readonly #credentials: Credentials;
  readonly #values: Values;
  readonly #urls: Urls;

  constructor(credentials: Credentials, values: Values, urlRedactor: Urls) {
    this.#credentials = credentials;
    this.#values = values;
    this.#urls = urlRedactor;
  }

  /** Learns credentials, cookies, and headers that the contract marks as sensitive. */
  learn(headers: readonly NameValue[], describe: DescribeHeader): void {
    for (const { name, value } of headers) {
      const key = name.toLowerCase();
      if (this.#isCredential(key)) this.#credential(key, value);
      else if (key === 'cookie' || key === 'set-cookie') this.#cookies(key, value);
      else {
        const description = describe(key);
        if (description) this.#values.learn(value, description);
      }
    }
  }

  /** @throws Unredactable */
  redacted(headers: readonly NameValue[], describe: DescribeHeader): NameValue[] {
    return headers.map(({ name, value }) => ({
      name: this.#values.text(name),
      value: this.#value(name.toLowerCase(), value, describe),
    }));
  }

  #value(key: string, value: string, describe: DescribeHeader): string {
    if (this.#isCredential(key)) return this.#credential(key, value);
    if (key === 'cookie' || key === 'set-cookie') return this.#cookies(key, value);
    // The HTTP parser has checked that it is the length.
    if (key === 'content-length') return value;
    const description = describe(key);
    if (description) return this.#values.parameter(value, description);
    if (key === 'content-type') return this.#contentType(value);
    if (plain.test(key)) return this.#values.text(value);
    return urls.has(key) ? this.#urls.redactedElsewhere(value) : this.#values.shape(value);
  }

  /** Media types of the contract are kept, even if a known sensitive value has the same text. */
  #contentType(value: string): string {
    const [, type, parameters] = /^([^;]*)(.*)$/s.exec(value)!;
    const isNamed = this.#values.isPublic(type!.trim().toLowerCase());
    return (isNamed ? type! : this.#values.text(type!)) + this.#values.text(parameters!);
  }

  #isCredential(key: string): boolean {
    return this.#credentials.headers.has(key) || key === 'www-authenticate';
  }

  #credential(key: string, value: string): string {
    const [, scheme = '', rest = value] = /^([A-Za-z][\w-]*\s+)(.*)$/s.exec(value) ?? [];
    if (!schemes.has(key) || scheme === '') return this.#values.credential(value);
    if (/^basic\s/i.test(scheme)) {
      const text = Buffer.from(rest, 'base64').toString();
      const parts = text.split(/:(.*)/s, 2).map((part) => this.#values.credential(part));
      this.#values.credential(rest);
      return scheme + Buffer.from(parts.join(':')).toString('base64');
    }
    return scheme + this.#values.credential(rest);
  }

  #cookies(key: string, value: string): string {
    return value
      .split(';')
      .map((pair, at) => {
        const isAttribute = key === 'set-cookie' && at > 0;
        if (isAttribute) {
          return attributes.test(pair) ? this.#values.text(pair) : this.#values.shape(pair);
        }
        const [, name, equals, content] = /^([^=]*)(=?)(.*)$/s.exec(pair)!;
        if (equals === '') return this.#values.credential(pair);
        return `${this.#values.text(name!)}=${this.#values.credential(content!)}`;
      })
      .join(';');
  }
}
