/** Text members of a platform's error that name the error, its location, or an address. */
const harmless =
  /^(?:name|message|stack|code|syscall|reason|address|host|hostname|fileName|sourceURL)$/;

/**
 * Copies a platform's error without parts of a request or response, to use it as a cause.
 * `console.error` prints every member of a cause, and undici's parser keeps bytes that it could not
 * parse there. An error without such members is returned as it is. For a value that is not an
 * error, returns `undefined`.
 *
 * @param depth The most nested causes to keep: an error can be its own cause.
 */
export function withoutContents(error: unknown, depth = 8): Error | undefined {
  if (!(error instanceof Error) || !depth) return undefined;
  const clean = (value: unknown): Error | undefined => withoutContents(value, depth - 1);
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(error) as object) as Error;
  let same = true;
  for (const name of Reflect.ownKeys(error)) {
    const found: unknown = Reflect.get(error, name);
    const isText = typeof found === 'string' && harmless.test(String(name));
    let value = isText || /number|boolean/.test(typeof found) ? found : clean(found);
    if (Array.isArray(found)) {
      const errors = found.map(clean);
      value = errors.every((each, nth) => each === found[nth]) ? found : errors.filter(Boolean);
    }
    same &&= value === found;
    Object.defineProperty(copy, name, { value, enumerable: error.propertyIsEnumerable(name) });
  }
  return same ? error : copy;
}
