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
 * The wanted members of a JSON object, by name. `true` means the whole member. A set of names, in lower
 * case, selects from a list of objects with `name` and `value`; the names in the list can have any case.
 */
export interface Wanted {
  [name: string]: true | ReadonlySet<string> | Wanted;
}

/** A wanted member. */
interface Member {
  name: string;
  /** The name in UTF-8. */
  bytes: Uint8Array;
  /** The number of the span of its value. */
  span: number;
  /** Finds the wanted parts of its value, if that is an object or a list. */
  inner: SpanFinder | undefined;
}

/** Finds the wanted members of a JSON object. This is much faster than parsing all of the object. */
export class Outline implements SpanFinder {
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
    // The last of several members with one name counts, as in `JSON.parse`.
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
