import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_PLAIN,
  SCALAR_STYLE_SINGLE_QUOTED,
  type Event,
} from 'js-yaml';
import { segmentsOf } from '@batch-status/json-schema';

import type { Position, SourceDocument } from './source-document.ts';

export type YamlPlaces = Pick<SourceDocument, 'positionOf' | 'textOfNumber'>;

/** A value in the text. */
interface Place {
  /** Its offset; `undefined` if it is empty. */
  start: number | undefined;
  /** The text of a scalar without quotes. */
  plain?: string;
  elements?: Place[];
  members?: Map<string, Member>;
  /** What `<<` merges into it. */
  merged?: Place[];
}

interface Member {
  key: Place;
  value: Place;
}

/** Where the values of a YAML document are written. */
export function yamlPlaces(text: string, events: readonly Event[]): YamlPlaces {
  const root = rootOf(text, events);
  const lineStarts = lineStartsOf(text);
  return {
    positionOf: (pointer) => positionAt(lineStarts, find(root, pointer).offset),
    textOfNumber(pointer) {
      const plain = find(root, pointer).place?.plain;
      return plain !== undefined && numberPattern.test(plain) ? plain : undefined;
    },
  };
}

/** The numbers of the core schema of YAML 1.2. */
const numberPattern = /^(?:0o[0-7]+|0x[\da-f]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?)$/i;

/** The value at a pointer, and where it or its member begins. Without a target, only where it would be. */
function find(root: Place | undefined, pointer: string): { place?: Place; offset: number } {
  let place = root;
  let offset = 0;
  for (const segment of segmentsOf(pointer)) {
    const member = place && memberOf(place, segment);
    const next = member?.value ?? place?.elements?.[Number(segment)];
    const start = (member?.key ?? next)?.start;
    if (start === undefined) return { offset };
    place = next;
    offset = start;
  }
  return place ? { place, offset } : { offset };
}

/** A member of a map, including members that `<<` merges from other maps. */
function memberOf(place: Place, name: string): Member | undefined {
  const own = place.members?.get(name);
  if (own) return own;
  for (const source of place.merged ?? []) {
    const found = memberOf(source, name);
    if (found) return found;
  }
  return undefined;
}

function rootOf(text: string, events: readonly Event[]): Place | undefined {
  const anchors = new Map<string, Place>();
  let at = 0;

  function next(): Place | undefined {
    const event = events[at++];
    switch (event?.type) {
      case EVENT_DOCUMENT:
        return next();
      case EVENT_ALIAS:
        return anchors.get(text.slice(event.anchorStart, event.anchorEnd));
      case EVENT_SCALAR: {
        const isQuoted =
          event.style === SCALAR_STYLE_SINGLE_QUOTED || event.style === SCALAR_STYLE_DOUBLE_QUOTED;
        const { valueStart } = event;
        const start = valueStart < 0 ? undefined : valueStart - (isQuoted ? 1 : 0);
        const place: Place = { start };
        if (event.style === SCALAR_STYLE_PLAIN) place.plain = getScalarValue(text, event);
        return anchored(event, place);
      }
      case EVENT_SEQUENCE: {
        const place: Place = { start: event.start, elements: [] };
        anchored(event, place);
        for (let one = next(); one; one = next()) place.elements!.push(one);
        return place;
      }
      case EVENT_MAPPING: {
        const place: Place = { start: event.start, members: new Map(), merged: [] };
        anchored(event, place);
        addMembers(place);
        return place;
      }
      case EVENT_POP:
      case undefined:
        break;
    }
    // The end of a list, of a map, or of the document.
    return undefined;
  }

  function addMembers(place: Place): void {
    for (;;) {
      const event = events[at];
      const key = next();
      const value = key && next();
      if (!key || !value) return;
      if (key.plain === '<<') place.merged!.push(...(value.elements ?? [value]));
      else if (event?.type === EVENT_SCALAR) {
        place.members!.set(getScalarValue(text, event), { key, value });
      }
    }
  }

  function anchored(event: { anchorStart: number; anchorEnd: number }, place: Place): Place {
    if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), place);
    return place;
  }

  return next();
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  return starts;
}

function positionAt(lineStarts: readonly number[], offset: number): Position {
  let [low, high] = [0, lineStarts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - lineStarts[low]! + 1 };
}
