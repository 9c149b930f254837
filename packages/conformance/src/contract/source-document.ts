import { parse, type AnyNode } from '@humanwhocodes/momoa';
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

/** Lines and columns count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A file of a contract that knows where each part of it is written. */
export interface SourceDocument {
  file: string;
  value: unknown;
  /** Where the target of a pointer is written. Without a target, where it would be. */
  positionOf: (pointer: string) => Position;
  /** The pointer into the file, if the value was converted from another form. */
  pointerOf?: (pointer: string) => string;
  /** The text of the number at a pointer, which can have more digits than its value. */
  textOfNumber: (pointer: string) => string | undefined;
}

/** Why text cannot be parsed, and where. */
export class UnreadableText extends Error {
  readonly position: Position;

  constructor(message: string, position: Position) {
    super(message);
    this.position = position;
  }
}

/** @throws UnreadableText if the text is neither JSON nor YAML. */
export function parseSource(text: string, file: string): SourceDocument {
  return jsonSource(text, file) ?? yamlSource(text, file);
}

/** JSON is also YAML, but a JSON parser takes a fiftieth of the time. */
function jsonSource(text: string, file: string): SourceDocument | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  let body: AnyNode | undefined;
  const textOfNumber = (pointer: string): string | undefined => {
    let node: AnyNode | undefined = (body ??= parse(text).body);
    for (const segment of segmentsOf(pointer)) {
      if (node?.type === 'Object') {
        node = node.members.findLast(
          ({ name }) => name.type === 'String' && name.value === segment,
        )?.value;
      } else {
        node = node?.type === 'Array' ? node.elements[Number(segment)]?.value : undefined;
      }
    }
    return node?.type === 'Number'
      ? text.slice(node.loc.start.offset, node.loc.end.offset)
      : undefined;
  };
  const positionOf = (pointer: string): Position => {
    let node = (body ??= parse(text).body);
    let { start } = node.loc;
    for (const segment of segmentsOf(pointer)) {
      if (node.type === 'Object') {
        const member = node.members.find(
          ({ name }) => name.type === 'String' && name.value === segment,
        );
        if (!member) break;
        ({ start } = member.loc);
        node = member.value;
      } else if (node.type === 'Array') {
        const element = node.elements[Number(segment)];
        if (!element) break;
        node = element.value;
        ({ start } = node.loc);
      } else break;
    }
    return { line: start.line, column: start.column };
  };
  return { file, value, positionOf, textOfNumber };
}

function yamlSource(text: string, file: string): SourceDocument {
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
