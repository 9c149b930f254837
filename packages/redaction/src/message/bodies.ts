import type { Contract } from '@batch-status/conformance';
import {
  declaredFor,
  declaredResponse,
  isJson,
  type Operation,
} from '@batch-status/conformance/analysis';
import { isJsonText, pointerTo } from '@batch-status/json-schema';

import { isSecretName, isSecretNumberName } from '../contract/secret-names.ts';
import { fieldOf, type Forms } from './forms.ts';
import { replacedInJson } from './json-text.ts';
import { unlessUnusable } from '../contract/unusable.ts';
import { ValueDescription } from '../contract/value-description.ts';
import { Unredactable } from '../values/fitting-placeholders.ts';
import type { Values } from '../values/values.ts';

/** Redacts bodies. */
export class Bodies {
  readonly #contract: Contract;
  readonly #values: Values;
  readonly #forms: Forms;
  readonly #descriptions = new Map<string, ValueDescription>();
  readonly #undescribed: ValueDescription;

  constructor(contract: Contract, values: Values, forms: Forms) {
    this.#contract = contract;
    this.#values = values;
    this.#forms = forms;
    this.#undescribed = new ValueDescription(contract, []);
  }

  /** What the contract says about the body of a request. */
  ofRequest(operation: Operation | undefined, mediaType: string): ValueDescription {
    if (!operation) return this.#undescribed;
    const schema = unlessUnusable(() => this.#requestSchema(operation, mediaType), undefined);
    return this.#descriptionAt(schema);
  }

  #requestSchema(operation: Operation, mediaType: string): string | undefined {
    const body = this.#contract.resolve(pointerTo(operation.pointer, 'requestBody')).pointer;
    const content = this.#contract.resolve(pointerTo(body, 'content'));
    const declared = Object.keys((content.value as object | undefined) ?? {}).map((type) => ({
      type,
      schema: pointerTo(this.#contract.resolve(pointerTo(content.pointer, type)).pointer, 'schema'),
    }));
    return declaredFor(declared, mediaType)?.schema;
  }

  /** What the contract says about the body of a response. */
  ofResponse(
    operation: Operation | undefined,
    status: number,
    mediaType: string,
  ): ValueDescription {
    const response = unlessUnusable(
      () => operation && declaredResponse(this.#contract, operation, status),
      undefined,
    );
    return this.#descriptionAt(response && declaredFor(response.content, mediaType)?.schema);
  }

  /** Learns the sensitive values in a body. */
  learn(text: string, description: ValueDescription, mediaType: string): void {
    const form = this.#forms.formOf(mediaType);
    if (form) {
      form.each(text, (name, value) => this.#learnField(name, value, description));
      return;
    }
    for (const part of isLines(mediaType) ? text.split('\n') : [text]) {
      if (isJsonText(unmarked(part)))
        this.#learnJson(unmarked(part), lineOf(description, mediaType));
      else this.#values.learn(part, description);
    }
  }

  #learnField(name: string, value: string, description: ValueDescription): void {
    const member = fieldOf(description, name);
    if (member.isSensitive) this.#values.learn(value, member);
    else if (isSecretName(name)) this.#values.learnCredential(value, name);
  }

  #learnJson(text: string, description: ValueDescription): void {
    replacedInJson(text, description, {
      name: (name) => name,
      string: (value, at, name) => {
        this.#values.learn(value, at);
        if (name !== undefined && isSecretName(name)) this.#values.learnCredential(value, name);
        return value;
      },
      number: (source, at) => {
        this.#values.learn(source, at);
        return source;
      },
    });
  }

  /** @throws Unredactable */
  redacted(text: string, description: ValueDescription, mediaType: string): string {
    const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
    const json = unmarked(text);
    if (isJsonText(json)) return mark + this.#json(json, description);
    const form = this.#forms.formOf(mediaType);
    if (form)
      return form.redacted(text, description, (name, value) =>
        this.#field(name, value, description),
      );
    if (isLines(mediaType)) return this.#lines(text, lineOf(description, mediaType));
    const replaced = this.#isText(text, description)
      ? this.#values.string(text, description)
      : this.#values.shape(text);
    // What was not JSON must not become JSON, such as a number.
    if (isJson(mediaType) && isJsonText(replaced)) return this.#values.opaque(text);
    return replaced;
  }

  /**
   * Bytes that are not text. If the contract describes them, they are kept, with secrets overwritten.
   * Otherwise only their number is kept.
   */
  redactedBytes(bytes: Buffer, description: ValueDescription, mediaType: string): Buffer {
    const text = bytes.toString('latin1');
    const form = this.#forms.formOf(mediaType);
    if (form) {
      return Buffer.from(
        form.redacted(text, description, (name, value) =>
          isBinary(value)
            ? this.#bytes(value, fieldOf(description, name))
            : latin1(this.#field(name, utf8(value), description)),
        ),
        'latin1',
      );
    }
    return Buffer.from(this.#bytes(text, description), 'latin1');
  }

  #bytes(text: string, description: ValueDescription): string {
    if (description.schemas.length > 0 && !description.isSensitive)
      return this.#values.sameLength(text);
    // No charset but those with one byte for each character has this byte at the start of a text.
    return '\u00FF'.repeat(text.length);
  }

  #field(name: string, value: string, description: ValueDescription): string {
    const member = fieldOf(description, name);
    if (isJsonText(value) && /^\s*[[{]/.test(value)) return this.#json(value, member);
    return member.schemas.length > 0 || member.isSensitive
      ? this.#values.parameter(value, member, name)
      : this.#values.shape(value);
  }

  #lines(text: string, description: ValueDescription): string {
    return text
      .split('\n')
      .map((line) => (isJsonText(line) ? this.#json(line, description) : this.#values.shape(line)))
      .join('\n');
  }

  /** @throws Unredactable */
  #json(text: string, description: ValueDescription): string {
    const redacted = replacedInJson(text, description, {
      name: (name, at) => this.#values.name(name, at),
      string: (value, at, name) =>
        name !== undefined && isSecretName(name) && at.schemas.length > 0 && !at.isSensitive
          ? this.#values.secret(value, at)
          : this.#values.string(value, at),
      number: (source, at, name) =>
        name !== undefined && isSecretNumberName(name) && at.schemas.length > 0
          ? this.#values.secretNumber(source, at)
          : this.#values.number(source, at),
    });
    // Each value has a placeholder that is valid by itself, but a schema can also compare values.
    if (this.#fits(redacted, description) !== this.#fits(text, description)) {
      throw new Unredactable();
    }
    return redacted;
  }

  /** Whether a body fits; `undefined` if that cannot be found out. */
  #fits(text: string, { schemas }: ValueDescription): boolean | undefined {
    const value: unknown = JSON.parse(text);
    return unlessUnusable(
      () =>
        schemas.every((pointer) => this.#contract.schemas.firstErrorValidatorAt(pointer)(value)),
      undefined,
    );
  }

  /** Whether a body that is not JSON is a text that the contract describes. */
  #isText(text: string, description: ValueDescription): boolean {
    return (
      description.describes.string &&
      unlessUnusable(
        () =>
          description.schemas.every((pointer) => this.#contract.schemas.validatorAt(pointer)(text)),
        false,
      )
    );
  }

  #descriptionAt(schema: string | undefined): ValueDescription {
    if (schema === undefined) return this.#undescribed;
    const description =
      this.#descriptions.get(schema) ?? new ValueDescription(this.#contract, [schema]);
    this.#descriptions.set(schema, description);
    return description;
  }
}

const byteOrderMark = '\uFEFF';

function unmarked(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

/** Whether a body has a JSON text on each line. */
function isLines(mediaType: string): boolean {
  return /^application\/(?:jsonl|jsonlines|x-jsonlines|ndjson|x-ndjson)\s*(?:;|$)/i.test(mediaType);
}

/** The description of each line, if that of the body is about the list of all lines. */
function lineOf(description: ValueDescription, mediaType: string): ValueDescription {
  return isLines(mediaType) && description.describes.array ? description.element(0) : description;
}

/** Whether bytes, one in each character, are not text. */
function isBinary(text: string): boolean {
  return Buffer.from(utf8(text)).toString('latin1') !== text;
}

const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString();
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');
