/**
 * Finds the ends of JSON values in bytes, as strictly as `JSON.parse`, without parsing them. A zero must
 * follow the bytes; every search stops there. If the bytes are not JSON, each function returns the
 * bitwise complement of the position of the first wrong byte, which is negative.
 */

export const quote: number = 0x22;
export const backslash: number = 0x5c;
export const comma: number = 0x2c;
export const minus: number = 0x2d;
export const openArray: number = 0x5b;
export const closeArray: number = 0x5d;
export const openObject: number = 0x7b;
export const closeObject: number = 0x7d;
const [colon, plus, dot, zero, nine, e, u] = [0x3a, 0x2b, 0x2e, 0x30, 0x39, 0x65, 0x75];

/** The bytes that end a string or need a closer look. */
const stopsString = table((byte) => byte < 0x20 || byte === quote || byte === backslash);
const escapes = table((byte) => '"\\/bfnrt'.includes(String.fromCharCode(byte)));
const hexadecimal = table((byte) => /[\da-f]/i.test(String.fromCharCode(byte)));
const words = ['true', 'false', 'null'].map((word) => Buffer.from(word));

function table(has: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(has(byte)));
}

export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The end of the white space that begins at `from`. */
export function spaceEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at]!)) at++;
  return at;
}

/** The end of the string that begins at `from`. */
export function stringEnd(bytes: Uint8Array, from: number): number {
  if (bytes[from] !== quote) return ~from;
  let at = from + 1;
  for (;;) {
    let byte = bytes[at]!;
    while (stopsString[byte] === 0) byte = bytes[++at]!;
    if (byte === quote) return at + 1;
    if (byte !== backslash) return ~at;
    byte = bytes[++at]!;
    if (byte === u) {
      for (let digits = 0; digits < 4; digits++) {
        if (hexadecimal[bytes[++at]!] === 0) return ~at;
      }
    } else if (escapes[byte] === 0) {
      return ~at;
    }
    at++;
  }
}

/** The start of the value of a member whose name begins at `from`. */
export function memberValue(bytes: Uint8Array, from: number): number {
  const nameEnd = stringEnd(bytes, from);
  return nameEnd < 0 ? nameEnd : behindColon(bytes, nameEnd);
}

/** The start of the value of a member whose name ends at `nameEnd`. */
export function behindColon(bytes: Uint8Array, nameEnd: number): number {
  const at = spaceEnd(bytes, nameEnd);
  return bytes[at] === colon ? spaceEnd(bytes, at + 1) : ~at;
}

/** For each open bracket, whether it belongs to an object. Grows with the deepest value so far. */
let areObjects = new Uint8Array(1024);

/** The end of the value that begins at `from`. */
export function valueEnd(bytes: Uint8Array, from: number): number {
  let depth = 0;
  let at = from;
  for (;;) {
    const first = bytes[at]!;
    if (first === openObject || first === openArray) {
      const isObject = first === openObject;
      at = spaceEnd(bytes, at + 1);
      if (bytes[at] === (isObject ? closeObject : closeArray)) {
        at++;
      } else {
        if (++depth === areObjects.length) areObjects = grown(areObjects);
        areObjects[depth] = Number(isObject);
        if (isObject) at = memberValue(bytes, at);
        if (at < 0) return at;
        continue;
      }
    } else {
      at = first === quote ? stringEnd(bytes, at) : scalarEnd(bytes, at);
      if (at < 0) return at;
    }
    for (; depth > 0; depth--) {
      const isObject = areObjects[depth] === 1;
      at = spaceEnd(bytes, at);
      if (bytes[at] === comma) {
        at = spaceEnd(bytes, at + 1);
        if (isObject) at = memberValue(bytes, at);
        if (at < 0) return at;
        break;
      }
      if (bytes[at] !== (isObject ? closeObject : closeArray)) return ~at;
      at++;
    }
    if (depth === 0) return at;
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(2 * bytes.length);
  more.set(bytes);
  return more;
}

/** The end of a number, `true`, `false`, or `null`. */
function scalarEnd(bytes: Uint8Array, from: number): number {
  for (const word of words) {
    if (bytes[from] !== word[0]) continue;
    for (let at = 1; at < word.length; at++) if (bytes[from + at] !== word[at]) return ~(from + at);
    return from + word.length;
  }
  return numberEnd(bytes, from);
}

function numberEnd(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === minus ? from + 1 : from;
  at = bytes[at] === zero ? at + 1 : digitsEnd(bytes, at);
  if (at >= 0 && bytes[at] === dot) at = digitsEnd(bytes, at + 1);
  if (at >= 0 && (bytes[at]! | 0x20) === e) {
    const sign = bytes[at + 1];
    at = digitsEnd(bytes, sign === plus || sign === minus ? at + 2 : at + 1);
  }
  return at;
}

/** The end of one or more digits. */
function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at]!)) at++;
  return at > from ? at : ~at;
}

export function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}
