/**
 * Why a changed contract says the same of every exchange. Each is a matter of how the contract is
 * built, and none is concluded from what recordings show.
 */
export const equivalences = {
  'same-fallback': 'the range, or the default, declares the same for this status',
  'any-header': 'the header may be absent, and any text will do',
  'any-text': 'any text of a header fits, before and after',
  'covered-by-arm': 'another arm of the union takes all that this one takes, before and after',
  'typed-by-values': 'the values that are listed have their type anyway',
  'bounds-nothing': 'no size is below 0',
  'unjudged-format': 'nobody judges this format',
  'says-nothing': 'what is gone says nothing of any value',
} as const;

export type Equivalence = keyof typeof equivalences;
