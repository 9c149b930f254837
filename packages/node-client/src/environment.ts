import {
  ConfigurationError,
  isBatchStatusError,
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
 * @param known Names of options that only this client has.
 * @throws {ConfigurationError} that names the option or the variable that is missing or cannot work.
 */
export function settingsWithEnvironment(
  options: ClientOptions,
  known: readonly string[],
): Settings {
  const names = (Object.keys(variables) as Name[]).filter((name) => !(name in options));
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = process.env[variables[name]];
    if (value) found[name] = value;
  }
  const settings = inWordsOfTheEnvironment(found, () =>
    resolveSettings({ ...found, ...options }, known),
  );
  // There is a public service to ask, but no key that everybody has.
  const missing = names.filter((name) => name !== 'baseUrl' && !found[name]);
  if (missing.length > 0) throw new ConfigurationError(lack(missing));
  return settings;
}

/** Names the variable instead of the option, for what came from there. */
function inWordsOfTheEnvironment<T>(found: Partial<Record<Name, string>>, resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (!isBatchStatusError(error)) throw error;
    const name = (Object.keys(found) as Name[]).find((each) => error.message.startsWith(each));
    if (!name) throw error;
    throw new ConfigurationError(error.message.replace(name, variables[name]));
  }
}

function lack(missing: Name[]): string {
  const unset = missing.map((name) => variables[name]).join(' and ');
  const values = missing.map((name) => `${name}: '…'`).join(', ');
  const absent = missing.map((name) => `${name}: undefined`).join(', ');
  return `The environment has no ${unset}. Set ${missing.length > 1 ? 'them' : 'it'}, or pass createBatchStatusClient({ ${values} }), or { ${absent} } where a proxy adds ${missing.length > 1 ? 'them' : 'it'}.`;
}
