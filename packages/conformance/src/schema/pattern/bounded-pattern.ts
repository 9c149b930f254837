import { RE2JS } from 're2js';
import { patternOf } from '@batch-status/json-schema';

import { analyzed } from './pattern-analysis.ts';

/** Thrown where a check would take too long, because a pattern cannot be matched in linear time. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork';
}

/** A `pattern` of a schema. */
export interface BoundedPattern {
  /** @throws TooMuchWork if the number of steps is not known to be small. */
  test: (text: string) => boolean;
  toString: () => string;
}

/** The most ways of matching that the engine of JavaScript may try: a tenth of a second at most. */
const mostWays = 10_000_000;
/** The same for all texts of one value. After that, RE2 matches them, as far as it can. */
const mostWaysInAll = 300_000_000;
let waysInAll = 0;

/** Counts the ways of matching from 0, for the texts of the next value. */
export function restartPatterns(): void {
  waysInAll = 0;
}

/** A repetition of repetitions can still not take long in such a text. */
const shortText = 12;

const patterns = new Map<string, BoundedPattern>();

/**
 * A regular expression that needs a number of steps that is bounded by the length of a text. The engine of
 * JavaScript backtracks, and is used as long as the number of ways that it can try is small. For longer
 * texts, RE2 finds the same matches in linear time.
 *
 * @throws SyntaxError if it is not a regular expression of JavaScript.
 * @example
 * ```ts
 * import { boundedPattern } from '@batch-status/conformance/analysis';
 *
 * console.log(boundedPattern('^(a+)+$').test('a'.repeat(30) + 'b')); // false
 * ```
 */
export function boundedPattern(source: string): BoundedPattern {
  let pattern = patterns.get(source);
  if (!pattern) patterns.set(source, (pattern = bounded(source)));
  return pattern;
}

function bounded(source: string): BoundedPattern {
  const native = patternOf(source);
  const { ways, re2 } = analyzed(source);
  let linear: RE2JS | undefined;
  return {
    test(text) {
      if (text.length <= shortText) return native.test(text);
      const most = ways(text.length);
      if (most <= mostWays) {
        waysInAll += most;
        if (waysInAll <= mostWaysInAll) return native.test(text);
        linear ??= linearOf(re2);
        return (linear ?? native).test(text);
      }
      linear ??= linearOf(re2);
      if (linear) return linear.test(text);
      throw new TooMuchWork(`the pattern ${JSON.stringify(source)} may need too many steps`);
    },
    toString: () => String(native),
  };
}

/** `undefined` if RE2 does not have all that the expression uses. */
function linearOf(re2: string | undefined): RE2JS | undefined {
  try {
    return re2 === undefined ? undefined : RE2JS.compile(re2);
  } catch {
    // A class of Unicode, or a number of repetitions, that RE2 does not have.
    return undefined;
  }
}
