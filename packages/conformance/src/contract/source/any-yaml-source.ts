import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { segmentsOf } from '@batch-status/json-schema';

import { UnreadableText, type Position, type SourceDocument } from './source-document.ts';

/**
 * The document in YAML of any kind.
 *
 * @throws UnreadableText if the text is not YAML.
 */
export function anyYamlSource(text: string, file: string): SourceDocument {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const source = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const [problem] = source.errors;
  if (problem) throw new UnreadableText(problem.message, positionAt(problem.pos[0]));
  let value: unknown;
  try {
    value = source.toJS({ maxAliasCount: -1 });
  } catch (error) {
    // Aliases that expand to more than the parser allows.
    throw new UnreadableText((error as Error).message, positionAt(0));
  }
  const positionOf = (pointer: string): Position => positionAt(offsetOf(source, pointer));
  const textOfNumber = (pointer: string): string | undefined => {
    const { node } = placeOf(source, pointer);
    return isScalar(node) && typeof node.value === 'number' ? node.source : undefined;
  };
  return { file, value, positionOf, textOfNumber };
}

function offsetOf(source: Document, pointer: string): number {
  return placeOf(source, pointer).offset;
}

/** The node at a pointer, and where it begins. Without a target, the node is `undefined`. */
function placeOf(source: Document, pointer: string): { node: unknown; offset: number } {
  let node: unknown = source.contents;
  let offset = 0;
  for (const segment of segmentsOf(pointer)) {
    if (isAlias(node)) node = node.resolve(source);
    let child: unknown;
    let start: unknown;
    if (isMap(node)) {
      const pair = pairIn(source, node, segment);
      child = pair?.value;
      start = pair?.key;
    } else if (isSeq(node)) {
      child = node.items[Number(segment)];
      start = child;
    }
    const range = (start as { range?: [number, number, number] | null } | undefined)?.range;
    if (!range) return { node: undefined, offset };
    node = child;
    offset = range[0];
  }
  return { node: isAlias(node) ? node.resolve(source) : node, offset };
}

/** A member of a map, including members that `<<` merges from other maps. */
function pairIn(source: Document, map: YAMLMap, name: string): Pair | undefined {
  const own = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  if (own) return own;
  const merged = map.items.filter(({ key }) => isScalar(key) && key.source === '<<');
  return merged
    .flatMap(({ value }) => (isSeq(value) ? value.items : [value]))
    .map((part) => (isAlias(part) ? part.resolve(source) : part))
    .filter(isMap)
    .map((part) => pairIn(source, part, name))
    .find((pair) => pair !== undefined);
}
