const patterns = new Map<string, RegExp>();

/**
 * The regular expression of a `pattern`. It is compiled with the flag `u`, as JSON Schema wants, or without
 * it if only that works: `^\-?\d+$` and `^[\w-.]+$` are common and have an obvious meaning.
 *
 * @throws SyntaxError if it is valid with neither.
 */
export function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) patterns.set(source, (pattern = compiled(source)));
  return pattern;
}

function compiled(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}
