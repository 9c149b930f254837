import { elementName } from '../contract/secret-names.ts';
import type { ValueDescription } from '../contract/value-description.ts';

/** Functions that replace the parts of a JSON text. */
export interface Replace {
  name: (name: string, description: ValueDescription) => string;
  /** @param name The name of the member, or of an element of a list by its singular. */
  string: (value: string, description: ValueDescription, name: string | undefined) => string;
  /** Takes a number as it is written, and a name as `string` does. */
  number: (source: string, description: ValueDescription, name: string | undefined) => string;
}

/** An open object or array. */
interface Frame {
  description: ValueDescription;
  /** The index of the next element of an array. */
  index: number | undefined;
  /** The description of the next member of an object; `undefined` before its name. */
  member: ValueDescription | undefined;
  /** The name of that member, or of each element. */
  name: string | undefined;
}

/**
 * Replaces values in a JSON text, and keeps everything else: white space, duplicate members, and numbers
 * with many digits.
 *
 * @param text Must be JSON.
 */
export function replacedInJson(text: string, root: ValueDescription, replace: Replace): string {
  const parts: string[] = [];
  const frames: Frame[] = [];
  let copied = 0;
  const put = (start: number, end: number, source: string): void => {
    parts.push(text.slice(copied, start), source);
    copied = end;
  };
  for (let at = 0; at < text.length;) {
    const character = text[at]!;
    const frame = frames.at(-1);
    if (character === '"') {
      const end = endOfString(text, at);
      const source = text.slice(at, end);
      const value = JSON.parse(source) as string;
      const isName = frame !== undefined && frame.index === undefined && !frame.member;
      const description = isName ? frame.description : descriptionIn(frame, root);
      const replaced = isName
        ? replace.name(value, description)
        : replace.string(value, description, frame?.name);
      // The contract describes the original name, not its replacement.
      if (isName) {
        frame.member = frame.description.member(value);
        frame.name = value;
      }
      if (replaced !== value) put(at, end, JSON.stringify(replaced));
      at = end;
    } else if (character === '{' || character === '[') {
      const index = character === '[' ? 0 : undefined;
      frames.push({
        description: descriptionIn(frame, root),
        index,
        member: undefined,
        name:
          index === undefined || frame?.name === undefined ? undefined : elementName(frame.name),
      });
      at++;
    } else if (character === '}' || character === ']') {
      frames.pop();
      at++;
    } else if (character === ',') {
      frame!.member = undefined;
      if (frame!.index !== undefined) frame!.index++;
      at++;
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      number.lastIndex = at;
      const [source] = number.exec(text)!;
      const replaced = replace.number(source, descriptionIn(frame, root), frame?.name);
      if (replaced !== source) put(at, at + source.length, replaced);
      at += source.length;
    } else {
      at++;
    }
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

const number = /[-+\d.eE]+/y;

function descriptionIn(frame: Frame | undefined, root: ValueDescription): ValueDescription {
  if (!frame) return root;
  return frame.index === undefined ? frame.member! : frame.description.element(frame.index);
}

function endOfString(text: string, start: number): number {
  let end = start;
  for (;;) {
    end = text.indexOf('"', end + 1);
    let before = end;
    while (text[before - 1] === '\\') before--;
    if ((end - before) % 2 === 0) return end + 1;
  }
}
