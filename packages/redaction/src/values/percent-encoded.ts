/** Like `encodeURIComponent`, but accepts a lone surrogate, at which that function throws. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
