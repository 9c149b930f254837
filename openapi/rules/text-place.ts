import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Place, Source, TextPosition } from './redocly.ts';

interface Read {
  document: Document;
  lines: LineCounter;
}

const read = new WeakMap<Source, Read>();

/**
 * The place of a part of a text in YAML or JSON, whatever way the text is written.
 *
 * @param start The part's first character in the text, from 0, and `end` the one after its last.
 * @returns the place of the whole text if the part cannot be found.
 */
export function textPlace(source: Source, pointer: string, start: number, end: number): Place {
  const { document, lines } = readOnce(source);
  const node: unknown = document.getIn(segmentsOf(pointer), true);
  const { value, range } = (node ?? {}) as { value?: unknown; range?: [number, number, number] };
  const offsets =
    typeof value === 'string' && range ? offsetsOf(value, source.body, range[0]) : undefined;
  if (!offsets) return { source, pointer };
  const position = (character: number): TextPosition => lines.linePos(offsets[character]!);
  return { source, pointer: undefined, start: position(start), end: position(end) };
}

function readOnce(source: Source): Read {
  const before = read.get(source);
  if (before) return before;
  const lines = new LineCounter();
  const document = parseDocument(source.body, { lineCounter: lines });
  read.set(source, { document, lines });
  return { document, lines };
}

/**
 * Where each character of a scalar stands in the source: white space may be folded, and a quote or a
 * backslash have another before them. `undefined` for other escapes.
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

function segmentsOf(pointer: string): string[] {
  const segments = pointer.replace(/^#?\/?/, '').split('/');
  return segments.map((segment) =>
    decodeURIComponent(segment.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
}
