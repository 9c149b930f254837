import { expect, test } from 'vitest';

import { celCases, type CelCase } from './cel-spec.ts';
import { compile } from './compile.ts';

type Outcome = 'right' | 'refused' | { rule: string; found: unknown };

/** What a rule of a public case gives. A rule that is refused when it is compiled is not judged. */
function outcomeOf({ schema, self }: CelCase, rule: string, wanted: boolean | 'error'): Outcome {
  const written = [{ rule, message: 'It holds.' }];
  const { rules, diagnostics } = compile({ ...schema, 'x-validations': written });
  if (diagnostics.length > 0) {
    return diagnostics.every(({ message }) => message.length > 0)
      ? 'refused'
      : { rule, found: diagnostics };
  }
  const found = rules[0]!.evaluate(self);
  rules[0]!.isVacuous(self);
  const isRight =
    wanted === 'error' ? 'error' in found : 'holds' in found && found.holds === wanted;
  return isRight ? 'right' : { rule, found };
}

test('no public case is judged wrongly, misses an error, or crashes', () => {
  const outcomes = celCases().map((each) =>
    each.rules.map(([rule, wanted]) => outcomeOf(each, rule, wanted)),
  );
  expect(outcomes.flat().filter((outcome) => typeof outcome === 'object')).toEqual([]);
  // Cases about protobuf, bytes, unsigned integers, and extensions are refused.
  const judged = outcomes.filter((ofCase) => ofCase.includes('right'));
  expect(judged.length).toBeGreaterThan(750);
});
