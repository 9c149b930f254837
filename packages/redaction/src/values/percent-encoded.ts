/** As `encodeURIComponent`, which throws at half a surrogate pair. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
