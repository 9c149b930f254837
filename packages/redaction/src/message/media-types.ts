import { isHarmlessParameter, isHarmlessType } from '../contract/http-words.ts';
import type { Values } from '../values/values.ts';

/** Redacts media types with their parameters. */
export class MediaTypes {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  /** Keeps media types of the contract and common ones. Of others, only the shape is kept. */
  redacted(value: string): string {
    const [type = '', ...parameters] = value.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    return [this.#type(type), ...parameters.map((one) => this.#parameter(one))].join(';');
  }

  /** The boundary that replaces one. It occurs in the body as well. */
  boundary(boundary: string): string {
    return this.#values.opaque(boundary);
  }

  #type(type: string): string {
    if (this.#values.isPublic(type.trim().toLowerCase())) return type;
    return type.replaceAll(/[^\s/,]+/g, (word) => {
      if (isHarmlessType(word)) return word;
      // A suffix says how to read a body.
      const [, name = word, suffix = ''] = /^(.*?)(\+(?:json|xml))?$/is.exec(word) ?? [];
      return this.#values.shape(name) + suffix;
    });
  }

  #parameter(parameter: string): string {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(parameter) ?? [];
    const key = name.trim().toLowerCase();
    if (isHarmlessParameter(key, value.trim())) return parameter;
    if (key !== 'boundary') return this.#values.shape(parameter);
    const boundary = value.trim().replace(/^"(.*)"$/s, '$1');
    return `${name}=${this.boundary(boundary)}`;
  }
}
