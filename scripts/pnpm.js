/**
 * The command line of the pnpm that runs this, which may be a script or a program. It is
 * JavaScript, because scripts/setup.js needs it.
 *
 * @param {string[]} args
 * @returns {string[]}
 */
export function pnpm(...args) {
  const path = isRunByPnpm() ? process.env['npm_execpath'] : undefined;
  if (!path) return ['pnpm', ...args];
  return /\.[cm]?js$/.test(path) ? [process.execPath, path, ...args] : [path, ...args];
}

/** npm sets the same variables, for itself. */
export function isRunByPnpm() {
  return process.env['npm_config_user_agent']?.startsWith('pnpm/') ?? false;
}
