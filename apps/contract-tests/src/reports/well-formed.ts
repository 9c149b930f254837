/** A text without lone surrogates, which neither XML nor a URI can contain. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
