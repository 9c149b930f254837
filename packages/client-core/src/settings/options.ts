import { ConfigurationError } from '../errors/errors.ts';
import { redact } from '../errors/redact.ts';

/**
 * Fills in the defaults of options. The keys of `defaults` are the options that exist. An option
 * with a numeric default must be a number greater than 0, except that `mayBeZero` may also be 0.
 *
 * @param path The option that contains these, such as `retry`.
 * @param others Names of options that the caller handles.
 * @param mayBeZero The name of an option.
 * @throws {ConfigurationError} if an option is invalid or unknown, such as a misspelled one.
 */
export function complete<Settings extends object>(
  options: object,
  defaults: Settings,
  path?: string,
  others: readonly string[] = [],
  mayBeZero?: keyof Settings,
): Settings {
  demand(Object(options) === options, path ?? 'options', options, 'an object');
  const settings = { ...defaults } as Record<string, unknown>;
  const names = [...Object.keys(defaults), ...others];
  for (const [name, value] of Object.entries(options)) {
    const option = path ? `${path}.${name}` : name;
    if (!names.includes(name)) {
      const message = `Unknown option \`${option}\`; use one of ${names.join(', ')}.`;
      throw new ConfigurationError(message, { option });
    }
    if (value === undefined) continue;
    const orZero = name === mayBeZero;
    const right =
      typeof settings[name] !== 'number' ||
      (typeof value === 'number' && (orZero ? value >= 0 : value > 0));
    demand(right, option, value, `a number ${orZero ? 'of at least' : 'greater than'} 0`);
    settings[name] = value;
  }
  return settings as Settings;
}

/** @throws {ConfigurationError} unless `right` is true. See {@link wrongOption}. */
export function demand(right: boolean, ...about: Parameters<typeof wrongOption>): asserts right {
  if (!right) throw wrongOption(...about);
}

/** @param secret Whether the value may be a secret. Then the message gives only its type. */
export function wrongOption(
  option: string,
  value: unknown,
  wanted: string,
  secret?: boolean,
): ConfigurationError {
  const message = `\`${option}\` must be ${wanted}; got ${describe(value, secret)}.`;
  return new ConfigurationError(message, { option });
}

/** @throws {ConfigurationError} if it is not an `AbortSignal`. */
export function demandSignal(signal: AbortSignal | undefined): void {
  const abortable = signal === undefined || typeof signal?.addEventListener === 'function';
  demand(abortable, 'signal', signal, 'an AbortSignal');
}

/** `the string "5000"`, `-1`, or `a value of type object`. For a secret, `a string with a space`. */
function describe(value: unknown, secret: boolean | undefined): string {
  if (value === '') return 'an empty string';
  if (typeof value === 'string') {
    if (!secret) return `the string ${redact(JSON.stringify(value), [])}`;
    return /\s/.test(value) ? 'a string with a space' : 'a string';
  }
  const isHidden = value && (secret || Object(value) === value);
  return isHidden ? `a value of type ${typeof value}` : String(value);
}
