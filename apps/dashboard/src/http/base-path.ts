const allowed = /^\/(?:[\w.~-]+\/)*$/;

/**
 * The path below which the dashboard is reached, with a slash at both ends.
 *
 * @returns Nothing if it is not a path.
 */
export function basePath(text: string): string | undefined {
  const path = `/${text.replace(/^\/+|\/+$/g, '')}/`.replace(/^\/\/$/, '/');
  const isSafe = allowed.test(path) && !/\/\.\.?\//.test(path);
  return isSafe ? path : undefined;
}

/**
 * The paths, relative to the base, that a request may mean. A proxy may have removed the base from the
 * path or not.
 */
export function relativePaths(path: string, base: string): string[] {
  const whole = path.slice(1);
  return base !== '/' && path.startsWith(base) ? [path.slice(base.length), whole] : [whole];
}
