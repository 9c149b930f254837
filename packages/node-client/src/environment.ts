import {
  ConfigurationError,
  resolveSettings,
  type ClientOptions,
  type Settings,
} from '@batch-status/client-core';

/** Where an option comes from that is not passed. */
const variables = {
  apiKey: 'TRILLET_API_KEY',
  workspaceId: 'TRILLET_WORKSPACE_ID',
  baseUrl: 'TRILLET_BASE_URL',
} as const;

type Name = keyof typeof variables;

/**
 * Options, completed by the environment. One that is passed is not read there, not even when it is
 * `undefined`: that is how a key is left to a proxy.
 *
 * @param others Names of options that only this client has.
 * @throws {ConfigurationError} that names the option or the variable that is missing or cannot work.
 */
export function settingsWithEnvironment(
  options: ClientOptions,
  others: readonly string[],
): Settings {
  const names = (Object.keys(variables) as Name[]).filter((name) => !(name in options));
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = process.env[variables[name]];
    if (value) found[name] = value;
  }
  const settings = namingVariables(found, () => resolveSettings({ ...found, ...options }, others));
  // There is a public service to ask, but no key that everybody has.
  const missing = names.filter((name) => name !== 'baseUrl' && !found[name]);
  if (missing.length > 0) throw new ConfigurationError(lack(missing), { option: missing[0] });
  return settings;
}

/** Names the variable too, for an option that came from there. */
function namingVariables<T>(found: Partial<Record<Name, string>>, resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { option, message } = error;
    const name = (Object.keys(found) as Name[]).find((each) => each === option);
    if (!name) throw error;
    throw new ConfigurationError(`${variables[name]}: ${message}`, { option });
  }
}

function lack(missing: Name[]): string {
  const unset = missing.map((name) => variables[name]).join(' and ');
  const values = missing.map((name) => `${name}: '…'`).join(', ');
  const absent = missing.map((name) => `${name}: undefined`).join(', ');
  return `The environment has no ${unset}. Set ${missing.length > 1 ? 'them' : 'it'}, or pass createBatchStatusClient({ ${values} }), or { ${absent} } where a proxy adds ${missing.length > 1 ? 'them' : 'it'}.`;
}
