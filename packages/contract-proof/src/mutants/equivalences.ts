/**
 * Reasons for which a mutant is equivalent: it has the same findings as the contract in every exchange.
 * Each reason follows from the structure of the contract, never from what recordings show.
 */
export const equivalences = {
  'same-fallback': 'the range, or the default, declares the same for this status',
  'any-header': 'the header is optional, and any text is valid',
  'any-text': 'any text of the header is valid, before and after',
  'covered-by-branch':
    'another branch of the union accepts everything that this one accepts, before and after',
  'typed-by-values': 'the enum or constant already determines the type',
  'bounds-nothing': 'no size is less than 0',
  'unchecked-format': 'this format is not checked',
  'not-sent': 'a response need not have a member that is writeOnly',
  'says-nothing': 'the removed keyword restricts nothing',
} as const;

export type Equivalence = keyof typeof equivalences;
