import { segmentsOf } from '@batch-status/json-schema';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Place, Source, TextPosition } from './redocly.ts';

interface ParsedSource {
  document: Document;
  lines: LineCounter;
}

const parsed = new WeakMap<Source, ParsedSource>();

/**
 * Locates a part of a string value in its YAML or JSON source, in any quoting or block style.
 *
 * @param start Index of the part's first character in the value, counted from 0.
 * @param end Index after the part's last character.
 * @returns the location of the whole value if the part cannot be found.
 */
export function textPlace(source: Source, pointer: string, start: number, end: number): Place {
  const { document, lines } = parseOnce(source);
  const node: unknown = document.getIn(segmentsOf(decodeURIComponent(pointer)), true);
  const { value, range } = (node ?? {}) as { value?: unknown; range?: [number, number, number] };
  const offsets =
    typeof value === 'string' && range ? offsetsOf(value, source.body, range[0]) : undefined;
  if (!offsets) return { source, pointer };
  const position = (character: number): TextPosition => lines.linePos(offsets[character]!);
  return { source, pointer: undefined, start: position(start), end: position(end) };
}

function parseOnce(source: Source): ParsedSource {
  const before = parsed.get(source);
  if (before) return before;
  const lines = new LineCounter();
  const document = parseDocument(source.body, { lineCounter: lines });
  parsed.set(source, { document, lines });
  return { document, lines };
}

/**
 * The source offset of each character of a scalar. White space can be folded, and a quote or a
 * backslash can have an escape character before it. `undefined` if there are other escapes.
 */
function offsetsOf(value: string, body: string, start: number): number[] | undefined {
  const opening = /^(?:[|>].*\n|["'])?/.exec(body.slice(start))![0];
  let at = start + opening.length;
  const offsets: number[] = [];
  for (const [text] of value.matchAll(/\s+|\S/g)) {
    const isHere = (): boolean =>
      text.trim() === '' ? /\s/.test(body[at] ?? '') : body[at] === text;
    if (text.trim() !== '') at += /^\s*/.exec(body.slice(at))![0].length;
    if (!isHere()) at++;
    if (!isHere()) return undefined;
    for (const _ of text) offsets.push(at);
    at += text.trim() === '' ? /^\s*/.exec(body.slice(at))![0].length : 1;
  }
  return [...offsets, at];
}
