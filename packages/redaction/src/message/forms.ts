import type { ValueDescription } from '../contract/value-description.ts';
import { percentEncoded } from '../values/percent-encoded.ts';
import type { Values } from '../values/values.ts';
import type { MediaTypes } from './media-types.ts';
import { Multipart, type RedactField } from './multipart.ts';

/** A body of named fields. */
export interface Form {
  each: (text: string, use: (name: string, value: string) => void) => void;
  redacted: (text: string, description: ValueDescription, redactField: RedactField) => string;
}

/** The description of a field, or of each of several fields with its name. */
export function fieldOf(description: ValueDescription, name: string): ValueDescription {
  const member = description.member(name);
  const isList = member.describes.array && !member.describes.string && !member.describes.number;
  return isList ? member.element(0) : member;
}

/** Redacts forms in both encodings of HTML. */
export class Forms {
  readonly #values: Values;
  readonly #multipart: Multipart;

  constructor(values: Values, mediaTypes: MediaTypes) {
    this.#values = values;
    this.#multipart = new Multipart(values, mediaTypes);
  }

  /** `undefined` if the media type is not that of a form. */
  formOf(mediaType: string): Form | undefined {
    if (/^\s*application\/x-www-form-urlencoded\b/i.test(mediaType)) return this.#urlEncoded;
    const [, quoted, plain] =
      /^\s*multipart\/.*;\s*boundary\s*=\s*(?:"([^"]*)"|([^;\s]*))/is.exec(mediaType) ?? [];
    const boundary = quoted ?? plain;
    if (!boundary) return undefined;
    return {
      each: (text, use) => this.#multipart.eachField(text, boundary, use),
      redacted: (text, description, redactField) =>
        this.#multipart.redacted(text, boundary, description, redactField),
    };
  }

  get #urlEncoded(): Form {
    return {
      each(text, use) {
        for (const [name, value] of new URLSearchParams(text)) use(name, value);
      },
      redacted: (text, description, redactField) =>
        text
          .split('&')
          .map((pair) => {
            const [, name = '', equals = '', value = ''] = /^([^=]*)(=?)(.*)$/s.exec(pair)!;
            const plain = formDecoded(name);
            const kept = description.names(plain) ? plain : this.#values.wordOrShape(plain);
            return (
              changed(name, plain, equals === '' ? this.#values.shape(plain) : kept) +
              equals +
              changed(value, formDecoded(value), redactField(plain, formDecoded(value)))
            );
          })
          .join('&'),
    };
  }
}

/** The text of a name or value in a query or form. */
export function formDecoded(text: string): string {
  return new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x')!;
}

/** The source of a text, or the encoded text that replaces it. */
export function changed(source: string, text: string, replaced: string): string {
  return replaced === text ? source : percentEncoded(replaced);
}
