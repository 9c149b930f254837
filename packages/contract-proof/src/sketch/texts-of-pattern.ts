import { boundedPattern, TooMuchWork } from '@batch-status/conformance/analysis';
import { sample, stringMatching } from 'fast-check';

/** What a generator cannot follow, and a text often fits anyway: `(?!…)`, `(?<=…)`, without a group in it. */
const lookaround = /\(\?<?[=!](?:\\.|\[(?:\\.|[^\]\\])*\]|[^()\\[])*\)/g;
const mostKept = 1000;
const known = new Map<string, readonly string[]>();

/** Texts that match a pattern, the same in each run. Empty if none could be made. */
export function textsOfPattern(pattern: string): readonly string[] {
  const before = known.get(pattern);
  if (before) return before;
  const texts = made(pattern);
  if (known.size >= mostKept) known.clear();
  known.set(pattern, texts);
  return texts;
}

function made(pattern: string): string[] {
  const candidates = [pattern, pattern.replaceAll(lookaround, '')].flatMap(generated);
  return [...new Set(candidates)].filter((text) => isMatch(pattern, text));
}

function generated(pattern: string): string[] {
  for (const flags of ['u', '']) {
    try {
      const texts = stringMatching(new RegExp(pattern, flags), { size: '-1' });
      return sample(texts, { seed: 1, numRuns: 20 });
    } catch {
      // Not an expression in this mode, or one with a part that the generator does not have.
    }
  }
  return [];
}

/** Texts that are close to one that matches, since two patterns mostly differ in small things. */
export function textsNear(text: string): string[] {
  const characters = Array.from(text);
  const places = [...new Set([0, characters.length >> 1, characters.length - 1])].filter(
    (place) => place >= 0 && place < characters.length,
  );
  return [
    ...places.flatMap((place) => [
      characters.toSpliced(place, 1).join(''),
      ...['0', 'a', 'Z', '-', ' '].map((other) => characters.with(place, other).join('')),
      characters.toSpliced(place, 0, characters[place]!).join(''),
    ]),
    ...['0', 'a', 'Z', '_', ' ', '\n', 'é'].flatMap((more) => [`${text}${more}`, `${more}${text}`]),
    text.toUpperCase(),
    text.toLowerCase(),
  ];
}

function isMatch(pattern: string, text: string): boolean {
  try {
    return boundedPattern(pattern).test(text);
  } catch (error) {
    if (error instanceof TooMuchWork || error instanceof SyntaxError) return false;
    throw error;
  }
}
