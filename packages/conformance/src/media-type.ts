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
  contentType: string | undefined,
): T | undefined {
  const found = mediaTypeOf(contentType);
  if (!found) return undefined;
  // Two versions of a type may differ in a parameter alone.
  const exact = declared.find(({ type }) => spaceless(type) === spaceless(contentType!));
  if (exact) return exact;
  const ranges = [found, `${found.split('/', 1)[0]}/*`, '*/*'];
  for (const range of ranges) {
    const match = declared.find(({ type }) => mediaTypeOf(type) === range);
    if (match) return match;
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

function spaceless(contentType: string): string {
  return contentType.replaceAll(/\s/g, '').toLowerCase();
}
