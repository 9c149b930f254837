import type { Contract } from '@batch-status/conformance';

/** The texts that a contract names itself, by the keyword under which it does. None is a secret. */
const wordsUnder: Record<string, (value: unknown) => unknown[]> = {
  const: (value) => [value],
  content: namesIn,
  enum: (value) => (Array.isArray(value) ? (value as unknown[]) : []),
  paths: (value) => namesIn(value).flatMap((path) => path.split('/')),
  properties: namesIn,
};

/** The members, values of enums, media types and paths that a contract names. */
export function publicWords(contract: Contract): ReadonlySet<string> {
  const words = new Set<string>();
  const open: unknown[] = contract.files.map((_, at) => contract.at(at === 0 ? '' : `${at}#`));
  const seen = new Set<unknown>();
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    for (const [keyword, value] of Object.entries(next)) {
      for (const word of wordsUnder[keyword]?.(value) ?? []) words.add(String(word));
      open.push(value);
    }
  }
  return words;
}

function namesIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
