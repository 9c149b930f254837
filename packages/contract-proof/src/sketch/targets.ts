import type { Contract } from '@batch-status/conformance';
import {
  declaredResponses,
  type DeclaredResponse,
  type Operation,
} from '@batch-status/conformance/analysis';

import { subschemasOf } from '../contract/subschemas.ts';

/** A response that an operation declares. */
export interface Target {
  operation: Operation;
  response: DeclaredResponse;
}

/** A schema that every response uses has thousands of targets, and one of them is enough. */
const most = 4;

/** Which responses a part of a contract describes. */
export class Targets {
  readonly #contract: Contract;
  readonly #all: Target[];
  /** By the pointer of a part. */
  readonly #of = new Map<string, Target[]>();

  constructor(contract: Contract, operations: readonly Operation[]) {
    this.#contract = contract;
    this.#all = operations.flatMap((operation) =>
      declaredResponses(contract, operation).map((response) => ({ operation, response })),
    );
    for (const target of this.#all) {
      const { operation, response } = target;
      const { headers, content } = response;
      const parts = [...headers, ...content];
      const own = [operation, ...parts].map(({ pointer }) => pointer);
      for (const pointer of [...own, response.at, response.pointer]) this.#add(pointer, target);
      for (const { schema } of parts) if (schema !== undefined) this.#reach(schema, target);
    }
  }

  /** The responses that are described by the smallest part with a pointer in it. */
  near(pointer: string): readonly Target[] {
    for (let part = pointer; part !== ''; part = part.slice(0, part.lastIndexOf('/'))) {
      const found = this.#of.get(part);
      if (found) return found;
    }
    return this.#all;
  }

  #reach(schema: string, target: Target): void {
    if (!this.#add(schema, target)) return;
    for (const { pointer } of subschemasOf(this.#contract, schema)) this.#reach(pointer, target);
  }

  /** Returns whether the part did not have the target, and could have more. */
  #add(pointer: string, target: Target): boolean {
    const targets = this.#of.get(pointer) ?? [];
    this.#of.set(pointer, targets);
    if (targets.length >= most || targets.includes(target)) return false;
    targets.push(target);
    return true;
  }
}
