/** A text of any origin, at most this long. Anything else, which may not even become a string, is empty. */
export const textOf = (value: unknown, longest: number): string =>
  // A cut between two surrogates would leave half a character.
  typeof value === 'string' ? value.slice(0, longest).replace(/\p{Cs}$/u, '') : '';
