/**
 * A reading of a text: what a person would read after decoding it, and where each character comes from.
 * Without `starts` and `ends`, each character is at its own place.
 */
export interface Reading {
  text: string;
  /** Where the source of each UTF-16 unit starts, and where it ends. */
  starts?: Uint32Array;
  ends?: Uint32Array;
}

export function startOf({ starts }: Reading, at: number): number {
  return starts ? starts[at]! : at;
}

/** Where the source of the unit before `at` ends. */
export function endOf({ ends }: Reading, at: number): number {
  return ends ? ends[at - 1]! : at;
}

/** Signs that show nothing: formats, marks, and fillers. */
const invisible = /[\p{Cf}\p{M}\u115F\u1160\u3164\uFFA0]/gu;
const chineseDigits = '〇一二三四五六七八九';
const most = 10_000;
const folds = new Map<string, string>();

/**
 * Folds a reading: digits of any script become ASCII, letters lose their case, marks, and forms, and what
 * is invisible disappears. So two spellings of the same text become equal.
 */
export function folded(reading: Reading): Reading {
  const { text, starts, ends } = reading;
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007F]*$/.test(text)) return { ...reading, text: text.toLowerCase() };
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = foldOf(character);
    parts.push(plain);
    const end = at + character.length;
    for (let unit = 0; unit < plain.length; unit++) {
      from.push(starts ? starts[at]! : at);
      to.push(ends ? ends[end - 1]! : end);
    }
    at = end;
  }
  return { text: parts.join(''), starts: Uint32Array.from(from), ends: Uint32Array.from(to) };
}

function foldOf(character: string): string {
  let fold = folds.get(character);
  if (fold === undefined) {
    if (folds.size >= most) folds.clear();
    folds.set(character, (fold = computedFold(character)));
  }
  return fold;
}

function computedFold(character: string): string {
  // Japanese writes the sign for a long vowel between the digits of a number.
  if (/[\u30FC\uFF70]/.test(character)) return '-';
  const chinese = chineseDigits.indexOf(character);
  if (chinese >= 0) return String(chinese);
  return character
    .normalize('NFKD')
    .replaceAll(invisible, '')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{Nd}/gu, digitOf);
}

/** Unicode has the digits of each script in order. Scripts with several sets have them in a row. */
function digitOf(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return character;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}
