import { redact, withoutPhoneNumbers, withoutSecrets } from './redact.ts';

/** An error can be its own cause, and a getter can return a new error each time. */
const mostErrors = 16;
/** The members that identify a failure, as Node names them. */
const telling = 'name message code errno syscall address port hostname reason'.split(' ');
const ipAddress = /^(?:\d+\.){3}\d+$|^[\da-f]*:[\da-f:.]*$/i;
/** A frame of a stack, in V8 and in other engines. Other lines quote the message. */
const frames = /^(?: +at .+|[^@\n]*@.+):\d+:\d+\)?$/gm;

/**
 * Makes a cause of what a platform or a function of the caller threw: an `Error` with its name, its
 * message, the frames of its stack, its causes, and the members that identify a failure. Other
 * members are dropped: they may contain parts of a request or a response, and loggers print all
 * members of a cause. undici's parser, for example, stores the bytes that it could not parse.
 *
 * @param secrets What no text must contain. Phone numbers are always removed.
 * @returns `undefined` if the value is not an object.
 *
 * @example
 * ```ts
 * import { withoutContents } from '@batch-status/client-core';
 *
 * const thrown = Object.assign(new Error('no answer to key-1'), { body: '+12025550142' });
 * const cause = withoutContents(thrown, ['key-1']);
 * console.log(cause?.message, Object.keys(cause ?? {}).includes('body')); // no answer to ••• false
 * ```
 */
export function withoutContents(
  thrown: unknown,
  secrets: readonly string[] = [],
  seen: Set<unknown> = new Set(),
): Error | undefined {
  if (Object(thrown) !== thrown || seen.has(thrown) || seen.size >= mostErrors) return undefined;
  seen.add(thrown);
  const copy = (value: unknown): Error | undefined => withoutContents(value, secrets, seen);
  const from = thrown as Record<string, unknown>;
  const error = new Error('') as Error & Record<string, unknown>;
  try {
    for (const name of telling) {
      const value = from[name];
      if (typeof value === 'string') {
        error[name] = ipAddress.test(value) ? value : redact(value, secrets);
      }
      // Longer numbers could be phone numbers.
      if (typeof value === 'number' && Math.abs(value) < 1e6) error[name] = value;
    }
    // Without the message, in which a line may look like a frame.
    const stack = String(from['stack']).replace(String(from['message']), '');
    const lines = [`${error.name}: ${error.message}`, ...(stack.match(frames) ?? [])];
    error.stack = withoutPhoneNumbers(withoutSecrets(lines.join('\n'), secrets));
    const cause = copy(from['cause']);
    if (cause) error.cause = cause;
    const { errors } = from;
    if (Array.isArray(errors))
      error['errors'] = errors.slice(0, mostErrors).flatMap((each) => copy(each) ?? []);
  } catch {
    // A getter or a proxy threw. What was read before is enough.
  }
  return error;
}
