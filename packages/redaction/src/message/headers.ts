import type { NameValue } from '@batch-status/har';
import type { Credentials } from '../contract/credentials.ts';
import { headerNames, isHarmlessDate, isHarmlessWord } from '../contract/http-words.ts';
import { isSecretName } from '../contract/secret-names.ts';
import type { ValueDescription } from '../contract/value-description.ts';
import { isPhoneNumber, phoneSpansIn } from '../values/phone-like.ts';
import type { Values } from '../values/values.ts';
import type { MediaTypes } from './media-types.ts';
import type { Urls } from './urls.ts';

/** What the contract says about the headers and cookies of a message; `undefined` if it says nothing. */
export interface DescribeHeaders {
  header: (name: string) => ValueDescription | undefined;
  cookie: (name: string) => ValueDescription | undefined;
}

const urls = new Set([
  ...['content-location', 'location', 'referer', 'host', 'origin', 'access-control-allow-origin'],
  ...['timing-allow-origin', 'refresh'],
]);
const entityTags = new Set(['etag', 'if-match', 'if-none-match', 'if-range']);
const schemes = new Set(['authorization', 'proxy-authorization', 'www-authenticate']);
const attributes =
  /^\s*(?:(?:expires|max-age)\s*=[\w ,:+-]*|secure|httponly|partitioned|samesite\s*=\s*(?:lax|strict|none))\s*$/i;
const namedAttributes = /^(\s*(?:path|domain|priority)\s*=)(.*)$/is;

/** Redacts headers. */
export class Headers {
  readonly #credentials: Credentials;
  readonly #values: Values;
  readonly #urls: Urls;
  readonly #mediaTypes: MediaTypes;

  constructor(credentials: Credentials, values: Values, urlRedactor: Urls, mediaTypes: MediaTypes) {
    this.#credentials = credentials;
    this.#values = values;
    this.#urls = urlRedactor;
    this.#mediaTypes = mediaTypes;
  }

  /** Learns credentials, cookies, and headers that the contract marks as sensitive. */
  learn(headers: readonly NameValue[], describe: DescribeHeaders): void {
    for (const { name, value } of headers) {
      const key = name.toLowerCase();
      if (this.#isCredential(key)) this.#credential(key, value);
      else if (key === 'cookie' || key === 'set-cookie') this.#cookies(key, value, describe);
      else if (urls.has(key)) this.#urls.learn(value);
      else {
        const description = describe.header(key);
        if (description) this.#values.learn(value, description);
        if (isSecretName(key)) this.#values.learnCredential(value, key);
      }
    }
  }

  /** @throws Unredactable */
  redacted(headers: readonly NameValue[], describe: DescribeHeaders): NameValue[] {
    return headers.map(({ name, value }) => ({
      name: this.#name(name),
      value: this.#value(name.toLowerCase(), value, describe),
    }));
  }

  #name(name: string): string {
    return this.#isPublicName(name.toLowerCase()) ? name : this.#values.shape(name);
  }

  #value(key: string, value: string, describe: DescribeHeaders): string {
    if (this.#isCredential(key)) return this.#credential(key, value);
    if (key === 'cookie' || key === 'set-cookie') return this.#cookies(key, value, describe);
    // The HTTP parser has checked that it is the length.
    if (key === 'content-length' && /^\d{1,9}$/.test(value)) return value;
    const description = describe.header(key);
    if (urls.has(key) && !description?.isSensitive) {
      const redacted = this.#urls.redactedElsewhere(value);
      return description ? this.#values.alike(value, redacted, description) : redacted;
    }
    if (description) return this.#values.parameter(value, description, key);
    if (key === 'content-type') return this.#mediaTypes.redacted(value);
    if (isHarmlessDate(key, value)) return value;
    if (entityTags.has(key)) return this.#entityTags(value);
    return this.#words(key, value);
  }

  /** Keeps the words and numbers that cannot be personal, and only the shape of the rest. */
  #words(key: string, value: string): string {
    const kept = value.replaceAll(/[\p{L}\p{N}'?][\p{L}\p{N}_+.'-]*/gu, (word) =>
      isHarmlessWord(key, word) || this.#isNamedHeader(key, word) ? word : this.#values.shape(word),
    );
    const isTelling = phoneSpansIn({ text: kept }).some(
      ({ start, end, digits }) => kept.slice(start, end) !== digits || isPhoneNumber(digits),
    );
    return isTelling ? this.#values.shape(value) : kept;
  }

  /** Whether a word is a header of the contract, in a list of headers. */
  #isNamedHeader(key: string, word: string): boolean {
    const isList = key === 'vary' || /^access-control-(?:allow|expose|request)-headers$/.test(key);
    return isList && this.#isPublicName(word.toLowerCase());
  }

  #isPublicName(key: string): boolean {
    return (
      headerNames.has(key) || this.#credentials.headers.has(key) || this.#values.isPublicHeader(key)
    );
  }

  /** Equal tags must stay equal: they say that a body has not changed. */
  #entityTags(value: string): string {
    if (value.trim() === '*') return value;
    const redacted = value.replaceAll(/"([^"]*)"/g, (_, tag: string) =>
      tag === '' ? '""' : `"${this.#values.opaque(tag)}"`,
    );
    return redacted === value ? this.#values.opaque(value) : redacted;
  }

  #isCredential(key: string): boolean {
    return this.#credentials.headers.has(key) || key === 'www-authenticate';
  }

  #credential(key: string, value: string): string {
    const [, scheme = '', rest = value] = /^([A-Za-z][\w-]*\s+)(.*)$/s.exec(value) ?? [];
    this.#learnParts(rest);
    if (!schemes.has(key) || scheme === '') return this.#values.credential(value);
    if (/^basic\s/i.test(scheme)) {
      const text = Buffer.from(rest, 'base64').toString();
      const parts = text.split(/:(.*)/s, 2).map((part) => this.#values.credential(part));
      this.#values.credential(rest);
      return scheme + Buffer.from(parts.join(':')).toString('base64');
    }
    return scheme + this.#values.credential(rest);
  }

  /** The parameters of credentials, such as `response="…"` or `Credential=…/20130524/…`, can be used alone. */
  #learnParts(credentials: string): void {
    for (const [, value = ''] of credentials.matchAll(/=\s*"?([^",;\s]+)/g)) {
      for (const part of value.split('/')) this.#values.learnCredential(part);
    }
  }

  #cookies(key: string, value: string, describe: DescribeHeaders): string {
    return value
      .split(';')
      .map((pair, at) => {
        if (key === 'set-cookie' && at > 0) {
          if (attributes.test(pair)) return pair;
          const [, name = '', content = pair] = namedAttributes.exec(pair) ?? [];
          return name + this.#values.shape(content);
        }
        const [, name, equals, content] = /^([^=]*)(=?)(.*)$/s.exec(pair)!;
        if (equals === '') return this.#values.credential(pair);
        return `${this.#cookieName(name!)}=${this.#cookie(name!.trim(), content!, describe)}`;
      })
      .join(';');
  }

  #cookieName(name: string): string {
    const isNamed = this.#credentials.cookies.has(name.trim());
    return isNamed || this.#values.isPublicName(name.trim()) ? name : this.#values.shape(name);
  }

  #cookie(name: string, content: string, describe: DescribeHeaders): string {
    const placeholder = this.#values.credential(content);
    const description = describe.cookie(name);
    return description ? this.#values.parameter(content, description, name) : placeholder;
  }
}
