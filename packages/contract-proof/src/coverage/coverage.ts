import type { Contract, Response } from '@batch-status/conformance';
import {
  appliedSchemas,
  declaredFor,
  declaredResponse,
  declaredResponses,
  invariantsAt,
  isJson,
  type DeclaredResponse,
  type FittingBody,
  type Observer,
  type Operation,
} from '@batch-status/conformance/analysis';
import { pointerTo } from '@batch-status/json-schema';

import type { Kind, Point, SchemaPoint } from './point.ts';
import { schemaPoints } from './schema-points.ts';

/** Which points of a contract were shown. An operation counts once it has a response. */
export class Coverage implements Observer {
  readonly #contract: Contract;
  readonly #points = new Map<string, Point>();
  readonly #shown = new Set<string>();
  readonly #operations = new Set<Operation>();
  /** The points that are not shown yet, by the schema whose values can show them. */
  readonly #open = new Map<string, Map<string, SchemaPoint>>();
  readonly #schemas = new Set<string>();
  readonly #seen = new WeakSet<object>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** Every point, and whether it was shown. */
  get points(): { point: Point; isShown: boolean }[] {
    return [...this.#points].map(([id, point]) => ({ point, isShown: this.#shown.has(id) }));
  }

  get operations(): ReadonlySet<Operation> {
    return this.#operations;
  }

  /** Counts an operation, even without a response. */
  add(operation: Operation): void {
    if (this.#operations.has(operation)) return;
    this.#operations.add(operation);
    for (const declared of declaredResponses(this.#contract, operation))
      this.#addResponse(declared);
  }

  response(operation: Operation, { status, headers }: Response, body?: FittingBody): void {
    if (status === 0) return;
    this.add(operation);
    const declared = declaredResponse(this.#contract, operation, status);
    if (!declared) return;
    for (const header of declared.headers) {
      this.#show(headerPoint(declared, header.name, header.key in headers));
    }
    const media = declaredFor(declared.content, headers['content-type'] ?? '');
    // A response without its required body shows nothing.
    if (declared.content.length === 0) this.#show(responsePoint(declared));
    else if (media && (body || !isJson(media.type) || media.schema === undefined)) {
      this.#show(responsePoint(declared, media));
    }
    if (body) this.#body(body);
  }

  pair(earlier: FittingBody, later: FittingBody): void {
    const { between } = invariantsAt(this.#contract, later.schema);
    for (const { invariant, self, oldSelf } of between(earlier.value, later.value)) {
      this.#showIfHeld(invariant, self, oldSelf);
    }
  }

  #addResponse(declared: DeclaredResponse): void {
    if (declared.content.length === 0) this.#add(responsePoint(declared));
    for (const media of declared.content) {
      this.#add(responsePoint(declared, media));
      if (media.schema !== undefined && isJson(media.type)) this.#addSchema(media.schema);
    }
    for (const { name, required } of declared.headers) {
      this.#add(headerPoint(declared, name, true));
      if (!required) this.#add(headerPoint(declared, name, false));
    }
  }

  #addSchema(root: string): void {
    if (this.#schemas.has(root)) return;
    this.#schemas.add(root);
    for (const [pointer, points] of schemaPoints(this.#contract, root)) {
      const open = this.#open.get(pointer) ?? new Map<string, SchemaPoint>();
      for (const point of points) {
        const id = this.#add(point);
        if (!this.#shown.has(id)) open.set(id, point);
      }
      this.#open.set(pointer, open);
    }
    for (const { message, pointer } of invariantsAt(this.#contract, root).rules) {
      this.#add(rulePoint(message, pointer));
    }
  }

  #body({ schema, value }: FittingBody): void {
    // The checker passes the same object again for a body that it has seen before.
    if (typeof value === 'object' && value !== null) {
      if (this.#seen.has(value)) return;
      this.#seen.add(value);
    }
    for (const applied of appliedSchemas(this.#contract, schema, value)) {
      const open = this.#open.get(applied.pointer);
      for (const [id, point] of open ?? []) {
        if (!point.isShownBy(applied.value)) continue;
        this.#shown.add(id);
        open!.delete(id);
      }
    }
    for (const { invariant, self } of invariantsAt(this.#contract, schema).within(value)) {
      this.#showIfHeld(invariant, self);
    }
  }

  /** A rule is shown if it held and was not vacuous. */
  #showIfHeld(
    rule: ReturnType<typeof invariantsAt>['rules'][number],
    self: unknown,
    oldSelf?: unknown,
  ): void {
    const point = rulePoint(rule.message, rule.pointer);
    if (this.#shown.has(idOf(point))) return;
    const verdict = rule.evaluate(self, oldSelf);
    if ('holds' in verdict && verdict.holds && !rule.isVacuous(self, oldSelf)) this.#show(point);
  }

  #add(point: Point): string {
    const id = idOf(point);
    if (!this.#points.has(id)) this.#points.set(id, point);
    return id;
  }

  #show(point: Point): void {
    this.#shown.add(idOf(point));
  }
}

function idOf({ kind, pointer, what }: Point): string {
  return `${kind} ${pointer} ${what}`;
}

function responsePoint({ status, at }: DeclaredResponse, media?: { type: string }): Point {
  return pointOf('response', media ? `${status} with ${media.type}` : status, at);
}

function headerPoint({ status, pointer }: DeclaredResponse, name: string, isThere: boolean): Point {
  const what = `${name} of ${status} is ${isThere ? 'present' : 'absent'}`;
  return pointOf('header', what, pointerTo(pointer, 'headers', name));
}

function rulePoint(message: string, pointer: string): Point {
  return pointOf('rule', message.replace(/\.$/, ''), pointer);
}

function pointOf(kind: Kind, what: string, pointer: string): Point {
  return { kind, what, pointer };
}
