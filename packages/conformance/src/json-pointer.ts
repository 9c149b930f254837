/** The segments of a JSON pointer (RFC 6901), unescaped; none for the whole document. */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A JSON pointer to what the segments name below another pointer. */
export function pointerTo(parent: string, ...segments: (string | number)[]): string {
  return segments.reduce<string>(
    (pointer, segment) =>
      `${pointer}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    parent,
  );
}
