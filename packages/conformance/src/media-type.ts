/** `type/subtype` of a `content-type`, in lower case and without parameters. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() || undefined;
}

/** Whether a media type carries JSON: `application/json`, `application/problem+json`. */
export function isJson(mediaType: string): boolean {
  return /^[\w.-]+\/(?:[\w.-]+\+)?json$/.test(mediaTypeOf(mediaType) ?? '');
}

/** What is declared for the media type or range that a content type falls under most exactly. */
export function declaredFor<T extends { type: string }>(
  declared: readonly T[],
  contentType: string,
): T | undefined {
  const found = mediaTypeOf(contentType);
  if (!found) return undefined;
  const matching = (range: string): T[] =>
    declared.filter(({ type }) => type === range || mediaTypeOf(type) === range);
  for (const range of [found, `${found.split('/', 1)[0]}/*`, '*/*']) {
    const [first, ...others] = matching(range);
    if (first && others.length === 0) return first;
    // Two versions of a type may differ in a parameter alone.
    if (first) return others.find(({ type }) => isSame(type, contentType)) ?? first;
  }
  return undefined;
}

/**
 * A media type as it may be printed: one of those that are common. A server may put anything there,
 * be it personal data.
 */
export function printableType(mediaType: string): string {
  return common.has(mediaType) ? mediaType : 'of another media type';
}

const common = new Set([
  'application/javascript',
  'application/json',
  'application/octet-stream',
  'application/pdf',
  'application/problem+json',
  'application/x-ndjson',
  'application/x-www-form-urlencoded',
  'application/xml',
  'multipart/form-data',
  'text/css',
  'text/csv',
  'text/event-stream',
  'text/html',
  'text/javascript',
  'text/plain',
  'text/xml',
]);

function isSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => text.replaceAll(/\s/g, '').toLowerCase());
  return one === other;
}
