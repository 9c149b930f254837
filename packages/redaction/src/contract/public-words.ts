import type { Contract } from '@batch-status/conformance';

/** Extracts the words of a contract, by keyword. They are not secret. */
const wordsUnder = new Map<string, (value: unknown) => unknown[]>([
  ['const', (value) => [value]],
  ['content', namesIn],
  ['enum', (value) => (Array.isArray(value) ? (value as unknown[]) : [])],
  ['headers', namesIn],
  ['name', (value) => (typeof value === 'string' ? [value] : [])],
  ['paths', (value) => namesIn(value).flatMap((path) => path.split('/'))],
  ['properties', namesIn],
]);

/** The members, values of enums, media types, headers, parameters, and paths that a contract names. */
export function publicWords(contract: Contract): ReadonlySet<string> {
  const words = new Set<string>();
  for (const part of contract.parts()) {
    for (const [keyword, value] of Object.entries(part)) {
      for (const word of wordsUnder.get(keyword)?.(value) ?? []) words.add(String(word));
    }
  }
  return words;
}

function namesIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
