import { parse, type AnyNode } from '@humanwhocodes/momoa';
import { segmentsOf } from '@batch-status/json-schema';

import type { Position, SourceDocument } from './source-document.ts';

/** The document in a text; `undefined` if it is not a JSON object. */
export function jsonSource(text: string, file: string): SourceDocument | undefined {
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
