import type { ValueDescription } from '../contract/value-description.ts';
import type { Values } from '../values/values.ts';
import type { MediaTypes } from './media-types.ts';

/** Redacts the value of a field; `undefined` describes a field that the contract does not. */
export type RedactField = (name: string, value: string) => string;

/**
 * Redacts a multipart body part by part. Its boundary gets the same placeholder as in the header.
 *
 * @param text One character for each byte, or text.
 */
export class Multipart {
  readonly #values: Values;
  readonly #mediaTypes: MediaTypes;

  constructor(values: Values, mediaTypes: MediaTypes) {
    this.#values = values;
    this.#mediaTypes = mediaTypes;
  }

  /** Calls a function with each field, for example to learn its value. */
  eachField(text: string, boundary: string, use: (name: string, value: string) => void): void {
    for (const part of partsOf(text, boundary).slice(1)) {
      const { name, content } = fieldIn(part);
      use(name, content);
    }
  }

  redacted(
    text: string,
    boundary: string,
    description: ValueDescription,
    redactField: RedactField,
  ): string {
    const [preamble = '', ...parts] = partsOf(text, boundary);
    const redacted = parts.map((part) =>
      part.startsWith('--')
        ? `--${this.#values.shape(part.slice(2))}`
        : this.#part(part, description, redactField),
    );
    const delimiter = `--${this.#mediaTypes.boundary(boundary)}`;
    return [this.#values.shape(preamble), ...redacted].join(delimiter);
  }

  #part(part: string, description: ValueDescription, redactField: RedactField): string {
    const { head, gap, content, end, name } = fieldIn(part);
    const lines = head.split(/(\r?\n(?![ \t]))/).map((line, at) => {
      if (at % 2 === 1 || line === '') return line;
      const [, header = '', value = ''] = /^([^:]*:?)(.*)$/s.exec(line)!;
      if (/^content-disposition:$/i.test(header)) {
        return header + this.#disposition(value, description);
      }
      if (/^content-type:$/i.test(header)) return header + this.#mediaTypes.redacted(value);
      return this.#values.shape(header) + this.#values.shape(value);
    });
    return lines.join('') + gap + redactField(name, content) + end;
  }

  #disposition(value: string, description: ValueDescription): string {
    return value.replaceAll(
      /([\w*]+)(\s*=\s*)("[^"]*"|[^;]*)|[\w-]+/g,
      (whole, key: string | undefined, equals: string, quoted: string) => {
        if (key === undefined)
          return /^(?:form-data|attachment|inline)$/i.test(whole)
            ? whole
            : this.#values.shape(whole);
        const [, quote = '', text = ''] = /^("?)(.*?)"?$/s.exec(quoted)!;
        const isName = key.toLowerCase() === 'name';
        const isKnown = isName && description.names(text);
        const kept = isName && !isKnown ? this.#values.wordOrShape(text) : this.#values.shape(text);
        return `${/^(?:name|filename\*?)$/i.test(key) ? key : this.#values.shape(key)}${equals}${quote}${isKnown ? text : kept}${quote}`;
      },
    );
  }
}

/** The text before the first boundary, and after each one. */
function partsOf(text: string, boundary: string): string[] {
  return text.split(`--${boundary}`);
}

function fieldIn(part: string): {
  head: string;
  gap: string;
  content: string;
  end: string;
  name: string;
} {
  const [, head = part, gap = '', body = ''] = /^(.*?)(\r?\n\r?\n)(.*)$/s.exec(part) ?? [];
  const [, content = '', end = ''] = /^(.*?)(\r?\n|)$/s.exec(body)!;
  const [, quoted, plain] = /;\s*name\s*=\s*(?:"([^"]*)"|([^;\s]*))/i.exec(head) ?? [];
  return { head, gap, content, end, name: quoted ?? plain ?? '' };
}
