/**
 * Whether a framework threw this to steer rendering, and not because something failed. Only the
 * framework can handle it, so it must reach the caller untouched. There is no list of such values,
 * but each has a sign that no error of a platform has:
 *
 * - a `digest`, which React and Next.js use to recognize an error, such as of `redirect()`
 * - a `$$typeof`, in React's postponed parts
 * - a `then`: React waits for a promise that a component throws
 * - a `status` without a `message`: the redirects of React Router, which are responses, and of SvelteKit
 */
export function isControlFlow(thrown: unknown): boolean {
  try {
    const { digest, $$typeof, then, status, message } = Object(thrown) as Record<string, unknown>;
    return Boolean(digest || $$typeof || then || (status && !message));
  } catch {
    // A getter threw.
    return false;
  }
}
