import { endOf, startOf, type Reading } from './folded.ts';

/** A way to decode parts of a text. */
interface Decoder {
  /** Without it, a text has nothing to decode. */
  sign: RegExp;
  part: RegExp;
  /** `undefined` if the part stays as it is. */
  decode: (part: string) => string | undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

const fromHex = (hex: string): string | undefined => textOf(Buffer.from(hex, 'hex'));

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['shy', ''],
  ['zwj', ''],
  ['zwnj', ''],
  ['ndash', '-'],
  ['mdash', '-'],
  ['hyphen', '-'],
  ['minus', '-'],
  ['lpar', '('],
  ['rpar', ')'],
  ['plus', '+'],
  ['sol', '/'],
  ['colon', ':'],
  ['equals', '='],
  ['commat', '@'],
  ['period', '.'],
  ['lowbar', '_'],
  ['tab', ' '],
  ['newline', ' '],
]);
/** Entities of letters with marks: `euml` is an `e`. */
const accented = /^([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|caron|slash)$/;

const decoders: readonly Decoder[] = [
  {
    sign: /%[\da-f]{2}/i,
    part: /(?:%[\da-f]{2})+/gi,
    decode: (part) => fromHex(part.replaceAll('%', '')),
  },
  { sign: /[^\s=&?]\+[^\s=&?]/, part: /\+/g, decode: () => ' ' },
  {
    sign: /&(?:#|[a-z]+;)/i,
    part: /&#(?:\d{1,7}|x[\da-f]{1,6});?|&[a-z]+;/gi,
    decode: entityOf,
  },
  {
    sign: /\\[ux"\\/nrtbf]/i,
    part: /\\(?:u[\da-f]{4}|u\{[\da-f]{1,6}\}|x[\da-f]{2}|["\\/nrtbf])/gi,
    decode: escapeOf,
  },
  {
    sign: /=[\da-f]{2}|=\r?\n/i,
    part: /(?:=[\da-f]{2})+|=\r?\n/gi,
    decode: (part) => (/\n/.test(part) ? '' : fromHex(part.replaceAll('=', ''))),
  },
  { sign: /<[a-z/!]/i, part: /<[a-z/!][^<>]{0,200}>/gi, decode: () => '' },
];

function entityOf(part: string): string | undefined {
  const number = /^&#(x?)([\da-f]+)/i.exec(part);
  if (number) {
    const code = Number.parseInt(number[2]!, number[1] ? 16 : 10);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
  }
  const name = part.slice(1, -1).toLowerCase();
  return entities.get(name) ?? accented.exec(name)?.[1];
}

function escapeOf(part: string): string | undefined {
  const [, code] = /^\\[ux]\{?([\da-f]+)/i.exec(part) ?? [];
  if (code === undefined) return /["\\/]/.test(part[1]!) ? part[1]! : ' ';
  const number = Number.parseInt(code, 16);
  return number <= 0x10_ff_ff ? String.fromCodePoint(number) : undefined;
}

/** UTF-8 that was read as Latin-1. */
const misread: Decoder = {
  sign: /[\u00C2-\u00F4][\u0080-\u00BF]/,
  part: /(?:[\u00C2-\u00F4][\u0080-\u00BF]{1,3})+/g,
  decode(part) {
    try {
      return utf8.decode(Buffer.from(part, 'latin1'));
    } catch {
      return undefined;
    }
  },
};

/** Percent-encoding first. */
const all = [...decoders, misread];

/** How often a text can be encoded. */
const mostLayers = 4;

/**
 * The readings of a text: as it is, with each encoding undone, with percent-encoding undone several times,
 * and with all encodings undone several times.
 */
export function* readingsOf(text: string): Generator<Reading> {
  const seen = new Set<string>([text]);
  const plain: Reading = { text };
  yield plain;
  const fresh = function* (reading: Reading): Generator<Reading> {
    if (seen.has(reading.text)) return;
    seen.add(reading.text);
    yield reading;
  };
  for (const decoder of all) yield* fresh(decoded(plain, decoder));
  const [percent] = all;
  let [once, every] = [plain, plain];
  for (let layer = 0; layer < mostLayers; layer++) {
    once = decoded(once, percent!);
    yield* fresh(once);
    const before = every.text;
    for (const decoder of all) every = decoded(every, decoder);
    yield* fresh(every);
    if (every.text === before) return;
  }
}

/** The same reading if it has nothing to decode. */
function decoded(reading: Reading, { sign, part, decode }: Decoder): Reading {
  if (!sign.test(reading.text)) return reading;
  const parts: string[] = [];
  // No encoding is shorter than what it encodes.
  const starts = new Uint32Array(reading.text.length);
  const ends = new Uint32Array(reading.text.length);
  let length = 0;
  let copied = 0;
  const copy = (end: number): void => {
    parts.push(reading.text.slice(copied, end));
    for (; copied < end; copied++, length++) {
      starts[length] = startOf(reading, copied);
      ends[length] = endOf(reading, copied + 1);
    }
  };
  for (const { 0: found, index } of reading.text.matchAll(part)) {
    const plain = decode(found);
    if (plain === undefined) continue;
    copy(index);
    copied = index + found.length;
    parts.push(plain);
    starts.fill(startOf(reading, index), length, length + plain.length);
    ends.fill(endOf(reading, copied), length, length + plain.length);
    length += plain.length;
  }
  copy(reading.text.length);
  return {
    text: parts.join(''),
    starts: starts.subarray(0, length),
    ends: ends.subarray(0, length),
  };
}
