import type { Contract } from '@batch-status/conformance';
import { declaredFor, declaredResponse, type Operation } from '@batch-status/conformance/analysis';
import { pointerTo } from '@batch-status/json-schema';

import { replacedInJson } from './json-text.ts';
import { unlessUnusable } from '../contract/unusable.ts';
import { ValueDescription } from '../contract/value-description.ts';
import { Unredactable, type Values } from '../values/values.ts';

/** Redacts bodies. */
export class Bodies {
  readonly #contract: Contract;
  readonly #values: Values;
  readonly #descriptions = new Map<string, ValueDescription>();
  readonly #undescribed: ValueDescription;

  constructor(contract: Contract, values: Values) {
    this.#contract = contract;
    this.#values = values;
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
  learn(text: string, description: ValueDescription): void {
    if (!isJsonText(text)) {
      this.#values.learn(text, description);
      return;
    }
    replacedInJson(text, description, {
      name: (name) => name,
      string: (value, at) => {
        this.#values.learn(value, at);
        return value;
      },
      number: (source, at) => {
        this.#values.learn(source, at);
        return source;
      },
    });
  }

  /** @throws Unredactable */
  redacted(text: string, description: ValueDescription): string {
    if (isJsonText(text)) {
      const redacted = replacedInJson(text, description, {
        name: (name, at) => this.#values.name(name, at),
        string: (value, at) => this.#values.string(value, at),
        number: (source, at) => this.#values.number(source, at),
      });
      // Each value has a placeholder that is valid by itself, but a schema can also compare values.
      if (this.#fits(redacted, description) !== this.#fits(text, description))
        throw new Unredactable();
      return redacted;
    }
    const replaced = this.#isText(text, description)
      ? this.#values.string(text, description)
      : this.#values.shape(text);
    // A body that was not JSON must not become JSON.
    if (isJsonText(replaced)) throw new Unredactable();
    return replaced;
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

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
