/** What a valid regular expression can cost, and how RE2 writes it. */
export interface PatternAnalysis {
  /**
   * At most how many ways of matching an engine that backtracks tries, for a text of some length.
   * Infinite if a repetition is repeated, because the number can grow exponentially.
   */
  ways: (length: number) => number;
  /** The same expression in the syntax of RE2; `undefined` if RE2 does not have all that it uses. */
  re2: string | undefined;
}

interface Group {
  branches: number;
  /** Whether it can match the same text in several ways. */
  hasChoice: boolean;
}

const token =
  /\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|[pP]\{[^}]*\}|k<[^>]*>|\d+|.)|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|<[^>]*>|[a-z-]+:)|[()|^$.]|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gisu;

/** @param source A regular expression that JavaScript accepts. */
export function analyzed(source: string): PatternAnalysis {
  let [constant, unbounded, isNested] = [1, 0, false];
  const groups: Group[] = [{ branches: 1, hasChoice: false }];
  let last: Group | undefined;
  const translated: (string | undefined)[] = [];
  for (const [text] of source.matchAll(token)) {
    const current = groups.at(-1)!;
    const most = mostOf(text);
    if (most !== undefined) {
      if (last?.hasChoice && most > 1) isNested = true;
      if (most === Infinity) unbounded++;
      else constant *= most + 1;
      current.hasChoice = true;
    } else if (text.startsWith('(')) {
      groups.push({ branches: 1, hasChoice: false });
    } else if (text === '|') {
      current.branches++;
    }
    last = text === ')' ? groups.pop() : undefined;
    if (last) {
      if (last.branches > 1) last.hasChoice = true;
      constant *= last.branches;
      if (last.hasChoice) groups.at(-1)!.hasChoice = true;
    }
    translated.push(inRe2(text));
  }
  constant *= groups[0]!.branches;
  // An expression without a fixed start is tried at each character.
  if (!/^\^(?!.*\|)/s.test(source)) unbounded++;
  return {
    ways: (length) => (isNested ? Infinity : constant * (length + 2) ** unbounded),
    re2: translated.includes(undefined) ? undefined : translated.join(''),
  };
}

/** The most repetitions that a quantifier allows; `undefined` for other tokens. */
function mostOf(text: string): number | undefined {
  if (/^[*+]/.test(text)) return Infinity;
  if (text.startsWith('?')) return 1;
  const bounds = /^\{(\d+)(,?)(\d*)\}/.exec(text);
  if (!bounds) return undefined;
  const [, least, comma, most] = bounds;
  return comma === '' ? Number(least) : most === '' ? Infinity : Number(most);
}

/** RE2 knows only the white space of ASCII. */
const space = String.raw`\t\n\x0b\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;
const lineEnds = String.raw`\n\r\x{2028}\x{2029}`;

/** A token in the syntax of RE2; `undefined` if it has no equivalent. */
function inRe2(text: string): string | undefined {
  if (text === '.') return `[^${lineEnds}]`;
  if (text.startsWith('[')) return classInRe2(text);
  if (text.startsWith('(?')) {
    if (text === '(?:') return text;
    return /^\(\?<[^=!]/.test(text) ? '(' : undefined;
  }
  if (!text.startsWith('\\')) return text;
  if (text === String.raw`\s`) return `[${space}]`;
  if (text === String.raw`\S`) return `[^${space}]`;
  return escapeInRe2(text);
}

function classInRe2(text: string): string | undefined {
  if (text === '[^]' || /^\[(?:\\s\\S|\\S\\s|\\d\\D|\\D\\d|\\w\\W|\\W\\w)\]$/.test(text)) {
    return String.raw`[\x{0}-\x{10ffff}]`;
  }
  // RE2 reads names such as `[:alpha:]` in a class.
  if (text === '[]' || text.includes('[:')) return undefined;
  const inner = /^\[\^?/.exec(text)![0];
  const parts =
    text
      .slice(inner.length, -1)
      .match(/\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|[pP]\{[^}]*\}|\d+|.)|./gisu) ?? [];
  const translated = parts.map((part) => {
    if (part === String.raw`\s`) return space;
    if (part === String.raw`\S`) return undefined;
    if (part === String.raw`\b`) return String.raw`\x08`;
    if (part === '[') return String.raw`\[`;
    return part.startsWith('\\') ? escapeInRe2(part) : part;
  });
  return translated.includes(undefined) ? undefined : `${inner}${translated.join('')}]`;
}

function escapeInRe2(text: string): string | undefined {
  const code = /^\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))$/i.exec(text);
  if (code) {
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3]!, 16);
    // Half of a character.
    return point >= 0xd8_00 && point <= 0xdf_ff ? undefined : `\\x{${point.toString(16)}}`;
  }
  if (/^\\c[a-z]$/i.test(text)) return `\\x{${(text.codePointAt(2)! % 32).toString(16)}}`;
  if (text === String.raw`\0`) return String.raw`\x{0}`;
  const script = /^\\([pP])\{(?:Script|sc)=(\w+)\}$/.exec(text);
  if (script) return `\\${script[1]}{${script[2]}}`;
  if (/^\\[pP]\{[A-Z][a-z]?\}$/.test(text)) return text;
  if (/^\\[bBdDwWtnvfr]$/.test(text)) return text;
  // What means itself, such as `\.` and `\-`.
  return /^\\[^\w\s]$/.test(text) ? text : undefined;
}
