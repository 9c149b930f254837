/** The beginning of a request target in absolute form, which every server must accept (RFC 9112). */
const origin = /^https?:\/\/[^/?#]+/i;

/**
 * Returns a function that takes the parameter of a path template from a request target.
 *
 * The function returns the decoded parameter, or `undefined` if the path does not match the
 * template. It throws a `URIError` if the parameter is not correctly percent-encoded.
 *
 * @param template A path with one parameter, for example `/batches/{batchId}/status`.
 */
export function pathMatcher(template: string): (target: string) => string | undefined {
  const wanted = template.split('/');
  const parameter = wanted.findIndex((segment) => segment.startsWith('{'));
  return (target) => {
    // Split before decoding, because an encoded slash is part of its segment.
    const found = pathOf(target).split('/');
    const matches =
      found.length === wanted.length &&
      wanted.every((segment, index) => index === parameter || isEncoded(segment, found[index]!));
    return matches ? decode(found[parameter]!) : undefined;
  };
}

function pathOf(target: string): string {
  const [path = ''] = target.replace(origin, '').split(/[?#]/, 1);
  return path;
}

/** Whether a segment stands for a text. One that cannot be decoded is another path, and no error. */
function isEncoded(text: string, segment: string): boolean {
  try {
    return decode(segment) === text;
  } catch {
    return false;
  }
}

function decode(segment: string): string {
  return segment.includes('%') ? decodeURIComponent(segment) : segment;
}
