/** `type/subtype` of a `content-type`, in lower case and without parameters. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() || undefined;
}

/** Whether a media type carries JSON: `application/json`, `application/problem+json`. */
export function isJson(mediaType: string): boolean {
  return /^[\w.-]+\/(?:[\w.-]+\+)?json$/.test(mediaTypeOf(mediaType) ?? '');
}

/** The declared media type or range that a found one falls under, the most exact one. */
export function declaredFor(declared: readonly string[], found: string): string | undefined {
  const ranges = [found, `${found.split('/', 1)[0]}/*`, '*/*'];
  for (const range of ranges) {
    const match = declared.find((name) => mediaTypeOf(name) === range);
    if (match) return match;
  }
  return undefined;
}
