import type { Contract } from '@batch-status/conformance';

/** The texts that a contract names: members, values of enums, paths. None of them is a secret. */
export function publicWords(contract: Contract): ReadonlySet<string> {
  const words = new Set<string>();
  const open: unknown[] = contract.files.map((_, at) => contract.at(at === 0 ? '' : `${at}#`));
  const seen = new Set<unknown>();
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (Array.isArray(next)) {
      open.push(...(next as unknown[]));
      continue;
    }
    for (const [name, value] of Object.entries(next)) {
      const named = name === 'const' ? [value] : name === 'enum' ? value : [];
      for (const one of Array.isArray(named) ? (named as unknown[]) : []) words.add(String(one));
      if (name === 'properties')
        for (const member of Object.keys(value as object)) words.add(member);
      if (name === 'paths') {
        for (const path of Object.keys(value as object)) {
          for (const segment of path.split('/')) words.add(segment);
        }
      }
      open.push(value);
    }
  }
  return words;
}
