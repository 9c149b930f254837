import {
  clientDefaults,
  ConfigurationError,
  resolveSettings,
  type ClientOptions,
  type Settings,
} from '@batch-status/client-core';

/** The variable to read when an option is omitted. */
const variables = {
  apiKey: 'TRILLET_API_KEY',
  workspaceId: 'TRILLET_WORKSPACE_ID',
  baseUrl: 'TRILLET_BASE_URL',
} as const;

type Name = keyof typeof variables;

/**
 * Fills in omitted options from the environment, and validates all of them. An option that is present
 * takes precedence, even if it is `undefined`: then a proxy adds the key.
 * A missing credential is an error of each call: a build may import modules that create clients, but
 * has no secrets.
 *
 * @param others Names of options that only this client has.
 *
 * @throws {ConfigurationError} that names the invalid option, and its variable if the value comes from
 *   one.
 */
export function settingsWithEnvironment(
  options: ClientOptions,
  others: readonly string[],
): Settings {
  const names = (Object.keys(variables) as Name[]).filter((name) => !isPresent(name, options));
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = process.env[variables[name]];
    if (value) found[name] = value;
  }
  const settings = namingVariables(found, () => {
    const own = Object.fromEntries(others.map((name) => [name, undefined]));
    const resolved = resolveSettings(options, { ...clientDefaults, ...own, ...found });
    if (!URL.canParse(resolved.baseUrl)) throw pathInNode();
    return resolved;
  });
  // The base URL has a default, but the credentials do not.
  const missing = names.filter((name) => name !== 'baseUrl' && !found[name]);
  if (missing.length === 0) return settings;
  const headers = (): never => {
    throw new ConfigurationError(messageFor(missing), { option: missing[0] });
  };
  return { ...settings, headers };
}

/** Whether the options have this one. If they cannot be read, their validation says so. */
function isPresent(name: Name, options: ClientOptions): boolean {
  try {
    return name in options;
  } catch {
    return false;
  }
}

/** Adds the variable to the message of an error about an option from the environment. */
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

const pathInNode = (): ConfigurationError =>
  new ConfigurationError(
    '`baseUrl` must be a URL, because only web pages resolve paths; got a path.',
    { option: 'baseUrl' },
  );

function messageFor(missing: Name[]): string {
  const pronoun = missing.length > 1 ? 'them' : 'it';
  const unset = missing.map((name) => variables[name]).join(' and ');
  const values = missing.map((name) => `${name}: '…'`).join(', ');
  const absent = missing.map((name) => `${name}: undefined`).join(', ');
  return `${unset} ${missing.length > 1 ? 'were' : 'was'} not set when the client was created. Set ${pronoun}, or pass createBatchStatusClient({ ${values} }). If a proxy adds ${pronoun}, pass { ${absent} }.`;
}
