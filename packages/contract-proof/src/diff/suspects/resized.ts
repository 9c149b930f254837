const longestUnit = 8;
const mostUnits = 40;

/**
 * Texts of a certain length like another one: with a part of it repeated, or left out. A long text that matches a
 * regular expression has a part that can be repeated.
 */
export function* resized(text: string, size: number): Generator<string> {
  if (text.length === size) yield text;
  const missing = size - text.length;
  let units = 0;
  for (let length = 1; length <= Math.min(longestUnit, text.length); length++) {
    if (missing > 0 && missing % length !== 0) continue;
    for (let start = 0; start + length <= text.length; start++) {
      if (units++ >= mostUnits) return;
      const [before, unit, after] = [
        text.slice(0, start),
        text.slice(start, start + length),
        text.slice(start + length),
      ];
      if (missing > 0) yield before + unit.repeat(missing / length + 1) + after;
      else if (length === -missing) yield before + after;
    }
  }
}
