const entityNames: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  euml: 'ë',
  shy: '\u00AD',
  ndash: '–',
  mdash: '—',
};

const fromBytes = (bytes: Buffer): string[] =>
  bytes.length < 4
    ? []
    : [bytes.toString('utf8'), bytes.toString('utf16le'), bytes.toString('latin1')];

/** Every reading of a text that a person with ordinary tools might try. */
const readings: readonly ((text: string) => string[])[] = [
  (text) => [
    text.replaceAll(/(?:%[\dA-Fa-f]{2})+/g, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
    ),
  ],
  (text) => [
    text.replaceAll(/(?:=[\dA-Fa-f]{2})+/g, (run) =>
      Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'),
    ),
  ],
  (text) => [
    text
      .replaceAll(/&#(\d{1,6});?/g, (_, code) => String.fromCodePoint(Number(code)))
      .replaceAll(/&#x([\dA-Fa-f]{1,5});?/gi, (_, code) =>
        String.fromCodePoint(Number(`0x${code}`)),
      )
      .replaceAll(/&(\w+);/g, (whole, name: string) => entityNames[name] ?? whole),
  ],
  (text) => [
    text
      .replaceAll(/\\u([\dA-Fa-f]{4})|\\x([\dA-Fa-f]{2})/g, (_, long?: string, short?: string) =>
        String.fromCharCode(Number(`0x${long ?? short}`)),
      )
      .replaceAll(/\\([nrtbf"\\/])/g, (_, sign: string) => ('nrtbf'.includes(sign) ? ' ' : sign)),
  ],
  (text) => [text.normalize('NFKC').replaceAll(/[\p{Cf}\p{M}]/gu, '')],
  (text) => [Buffer.from(text, 'latin1').toString('utf8')],
  (text) =>
    [...text.replaceAll(/\r?\n/g, '').matchAll(/[\w+/-]{7,}={0,2}/g)].flatMap(([run]) =>
      [0, 1, 2, 3].flatMap((start) => fromBytes(Buffer.from(run.slice(start), 'base64'))),
    ),
  (text) =>
    [...text.matchAll(/(?:[\dA-Fa-f]{2}:?){6,}/g)].flatMap(([run]) =>
      fromBytes(Buffer.from(run.replaceAll(':', ''), 'hex')),
    ),
];

function* views(text: string, depth = 4): Generator<string> {
  const seen = new Set<string>([text]);
  let latest = [text];
  for (let step = 0; step < depth; step += 1) {
    yield* latest;
    latest = latest
      .flatMap((view) => readings.flatMap((read) => read(view)))
      .filter((view) => !seen.has(view) && seen.add(view));
  }
  yield* latest;
}

const letters = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{Cf}\p{M}]/gu, '')
    .toLowerCase();

const onlyDigits = (text: string): string =>
  Array.from(text.normalize('NFKD'))
    .map((sign) => (/\p{Nd}/u.test(sign) ? digitOf(sign) : sign))
    .join('')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

function digitOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (/[0-9]/.test(sign)) return sign;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return String(code - zero);
}

/** Words, and digits of numbers. */
export interface Traces {
  words?: readonly string[];
  numbers?: readonly string[];
}

/** Which words and numbers can be read in a text, by any reading. */
export function tracesIn(text: string, { words = [], numbers = [] }: Traces): string[] {
  const found = new Set<string>();
  for (const view of views(text)) {
    const plain = letters(view);
    for (const word of words) if (plain.includes(letters(word))) found.add(word);
    const digits = [view, view.replaceAll(/<[^>]*>/g, '')].map(onlyDigits).join(' ');
    for (const number of numbers) if (digits.includes(number)) found.add(number);
  }
  return [...found];
}
