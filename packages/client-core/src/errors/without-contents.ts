/** Members of a platform's error whose text says which error it is, where it arose, or which address it is about. */
const harmless =
  /^(?:name|message|stack|code|syscall|reason|address|host|hostname|fileName|sourceURL)$/;

/**
 * A platform's error as a cause of ours, without what it may hold of a request or an answer:
 * `console.error` prints every member of a cause, and undici's parser keeps there what it could not
 * read. An error that holds nothing of the sort stays the same object; a value that is not an error
 * is left out.
 *
 * @param depth How many causes of causes there may be: an error can be its own.
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
