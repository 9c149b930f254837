import {
  backslash,
  behindColon,
  closeObject,
  comma,
  openObject,
  spaceEnd,
  stringEnd,
  valueEnd,
} from './json-values.ts';
import { namedValue, NamedList } from './named-list.ts';
import type { SpanFinder } from './span-finder.ts';
import { valueIn } from './value-in.ts';

/**
 * Members of a JSON object by name: `true` is one that is wanted whole. Of a list of objects with
 * `name` and `value`, a set of names in lower case wants those, in whatever case they have them.
 */
export interface Wanted {
  [name: string]: true | ReadonlySet<string> | Wanted;
}

/** A member that is wanted. */
interface Member {
  name: string;
  /** The same in UTF-8. */
  bytes: Uint8Array;
  /** Which span is its value's. */
  span: number;
  /** What of its value is wanted, should that be an object, or a list. */
  inner: SpanFinder | undefined;
}

/**
 * The members of an object that are wanted. Where they stand is found in one pass over the bytes of
 * the object, and written as spans, which are a beginning and an end; both are 0 of a member that is
 * absent. Then an object can be made that has no others, far faster than by parsing all of it.
 */
export class Outline implements SpanFinder {
  /** How many spans belong to it. */
  readonly spans: number;
  readonly #members: readonly Member[];

  /** @param first The number of its first span. */
  constructor(wanted: Wanted, first = 0) {
    let next = first;
    this.#members = Object.entries(wanted).map(([name, value]) => {
      const span = next++;
      const inner = innerOf(value, next);
      next += inner?.spans ?? 0;
      return { name, bytes: Buffer.from(name), span, inner };
    });
    this.spans = next - first;
  }

  /**
   * Finds the members of the object that begins at a place.
   *
   * @param spans Takes the spans, from `base` on, where all are 0.
   * @returns where the object ends, as `valueEnd` does.
   */
  find(bytes: Buffer, from: number, spans: Int32Array, base: number): number {
    let at = spaceEnd(bytes, from + 1);
    if (bytes[at] === closeObject) return at + 1;
    for (;;) {
      const name = at;
      at = stringEnd(bytes, name);
      if (at < 0) return at;
      const member = this.#memberNamed(bytes, name + 1, at - 1);
      at = behindColon(bytes, at);
      if (at < 0) return at;
      at = member ? this.#findMember(member, bytes, at, spans, base) : valueEnd(bytes, at);
      if (at < 0) return at;
      at = spaceEnd(bytes, at);
      if (bytes[at] === closeObject) return at + 1;
      if (bytes[at] !== comma) return ~at;
      at = spaceEnd(bytes, at + 1);
    }
  }

  /** The object as `JSON.parse` makes it, but with those members alone that were found. */
  made(bytes: Buffer, spans: Int32Array, base: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (const { name, span, inner } of this.#members) {
      const start = spans[base + 2 * span]!;
      if (start === 0) continue;
      object[name] = inner?.isIn(bytes, start)
        ? inner.made(bytes, spans, base)
        : valueIn(bytes, start, spans[base + 2 * span + 1]!);
    }
    return object;
  }

  isIn(bytes: Buffer, start: number): boolean {
    return bytes[start] === openObject;
  }

  #findMember(
    member: Member,
    bytes: Buffer,
    from: number,
    spans: Int32Array,
    base: number,
  ): number {
    const { span, inner } = member;
    const start = base + 2 * span;
    // Of members with one name, the last one counts.
    if (spans[start] !== 0) spans.fill(0, start, start + 2 * (1 + (inner?.spans ?? 0)));
    const end = inner?.isIn(bytes, from)
      ? inner.find(bytes, from, spans, base)
      : valueEnd(bytes, from);
    spans[start] = from;
    spans[start + 1] = end;
    return end;
  }

  #memberNamed(bytes: Buffer, start: number, end: number): Member | undefined {
    for (const member of this.#members) if (isAt(bytes, start, end, member.bytes)) return member;
    if (!isEscaped(bytes, start, end)) return undefined;
    const name = valueIn(bytes, start - 1, end + 1);
    return this.#members.find((member) => member.name === name);
  }
}

function innerOf(wanted: Wanted[string], first: number): Member['inner'] {
  if (wanted === true) return undefined;
  return wanted instanceof Set
    ? new NamedList([...(wanted as ReadonlySet<string>)], first, new Outline(namedValue))
    : new Outline(wanted as Wanted, first);
}

function isAt(bytes: Buffer, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let at = 0; at < wanted.length; at++) if (bytes[start + at] !== wanted[at]) return false;
  return true;
}

function isEscaped(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === backslash) return true;
  return false;
}
