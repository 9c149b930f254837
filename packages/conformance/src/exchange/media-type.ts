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
  for (const range of [found, `${found.split('/', 1)[0]}/*`, '*/*']) {
    const versions = declared.filter(({ type }) => type === range || mediaTypeOf(type) === range);
    const [first] = versions;
    if (!first) continue;
    const isPlain = versions.length === 1 && !first.type.includes(';');
    return isPlain ? first : versionOf(versions, parametersOf(contentType));
  }
  return undefined;
}

/** Of versions of a type, the first of those that have most parameters in common, and none against. */
function versionOf<T extends { type: string }>(
  versions: readonly T[],
  found: ReadonlyMap<string, string>,
): T | undefined {
  return versions
    .map((version) => ({ version, wanted: [...parametersOf(version.type)] }))
    .filter(({ wanted }) => wanted.every(([name, value]) => (found.get(name) ?? value) === value))
    .map(({ version, wanted }) => ({ version, same: wanted.filter(([name]) => found.has(name)) }))
    .toSorted((a, b) => b.same.length - a.same.length)[0]?.version;
}

/** The parameters of a media type, in lower case and without quotes. */
function parametersOf(contentType: string): Map<string, string> {
  const [, ...parameters] = contentType.replaceAll(/[\s"]/g, '').toLowerCase().split(';');
  return new Map(
    parameters.map((parameter) => parameter.split('=', 2) as [name: string, value: string]),
  );
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
