import { ConfigurationError } from '../errors/errors.ts';
import { redact } from '../errors/redact.ts';

/** The options of other functions, by their names. */
export type OptionsElsewhere = Readonly<Record<string, object>>;

interface Circumstances {
  /** The option that contains these, such as `retry`. */
  path?: string;
  /** The number that may be 0. */
  mayBeZero?: string;
  /** The options of other functions, so that the message can say where one belongs. */
  elsewhere?: OptionsElsewhere;
}

/** Whether a value is right for an option, and what a right value is. */
type Rule = readonly [isRight: (value: never) => boolean, wanted: string];

const withMethods = (
  names: readonly string[],
  wanted = `an object with ${names.join(', ')}`,
): Rule => [
  (value: Record<string, unknown>) => names.every((name) => typeof value[name] === 'function'),
  wanted,
];

const aFunction: Rule = [(value: unknown) => typeof value === 'function', 'a function'];
const fromZero: Rule = [
  (value: number) => typeof value === 'number' && value >= 0,
  'a number of at least 0',
];

/** The rules of options by name or, for the others, by the type of their defaults. */
const rules: Readonly<Record<string, Rule>> = {
  number: [(value: number) => typeof value === 'number' && value > 0, 'a number greater than 0'],
  boolean: [(value: unknown) => typeof value === 'boolean', 'true or false'],
  clock: /* @__PURE__ */ withMethods(['now', 'sleep', 'random']),
  signal: /* @__PURE__ */ withMethods(
    ['addEventListener', 'removeEventListener'],
    'an AbortSignal',
  ),
  onEvent: aFunction,
  fetch: aFunction,
};

/**
 * Fills in the defaults of options. The keys of `defaults` are the options that exist. A default also
 * determines the type of its option, unless its name does.
 *
 * @throws {ConfigurationError} if an option is invalid or unknown, such as a misspelled one.
 */
export function complete<Settings extends object>(
  options: object,
  defaults: Settings,
  { path, mayBeZero, elsewhere = {} }: Circumstances = {},
): Settings {
  const settings = { ...defaults } as Record<string, unknown>;
  for (const [name, value] of entriesOf(options, path)) {
    let option = path ? `${path}.${name}` : name;
    if (!Object.hasOwn(defaults, name)) {
      option = redact(option);
      const owner = Object.keys(elsewhere).find((each) => Object.hasOwn(elsewhere[each]!, name));
      const hint = owner ? `, which belongs to ${owner}` : '';
      const names = Object.keys(defaults).join(', ');
      const message = `Unknown option \`${option}\`${hint}; use one of ${names}.`;
      throw new ConfigurationError(message, { option });
    }
    if (value === undefined) continue;
    check(
      option,
      value,
      name === mayBeZero ? fromZero : (rules[name] ?? rules[typeof settings[name]]),
    );
    settings[name] = value;
  }
  return settings as Settings;
}

/** @throws {ConfigurationError} if it is not an object, or if a getter or a proxy throws. */
function entriesOf(options: object, path = 'options'): [string, unknown][] {
  try {
    if (typeof options === 'object') return Object.entries(options);
  } catch {
    // As if it were not an object.
  }
  const wanted = path === 'retry' ? 'an object or false' : 'an object';
  // A key is easily passed in place of the options, so the message must not quote it.
  throw wrongOption(path, options, wanted, path === 'options');
}

/** @throws {ConfigurationError} if it breaks the rule, or cannot be read. */
function check(option: string, value: unknown, rule: Rule | undefined): void {
  if (!rule) return;
  const [isRight, wanted] = rule;
  let right = false;
  try {
    right = isRight(value as never);
  } catch {
    // `null`, or a proxy that throws.
  }
  demand(right, option, value, wanted);
}

/**
 * Checks that the value of an option is an object with these functions, as classes of other packages have
 * them.
 *
 * @param methods The names of the functions, and optionally what to call such an object in the message.
 * @throws {ConfigurationError} unless the value has these functions.
 * @example
 * ```ts
 * import { demandMethods } from '@batch-status/client-core';
 *
 * demandMethods('dispatcher', { dispatch: () => true }, ['dispatch']);
 * ```
 */
export const demandMethods = (
  option: string,
  value: unknown,
  ...methods: Parameters<typeof withMethods>
): void => check(option, value, withMethods(...methods));

/**
 * Checks an option.
 *
 * @param right Whether its value is right.
 * @param about What {@link wrongOption} says about it otherwise.
 * @throws {ConfigurationError} unless `right` is true.
 * @example
 * ```ts
 * import { demand } from '@batch-status/client-core';
 *
 * const maxSockets: number = 5;
 * demand(maxSockets > 0, 'maxSockets', maxSockets, 'a number greater than 0');
 * ```
 */
export function demand(right: boolean, ...about: Parameters<typeof wrongOption>): asserts right {
  if (!right) throw wrongOption(...about);
}

/**
 * Makes the error for an option with a wrong value. It does not throw it.
 *
 * @param option The name of the option.
 * @param value What was found. The message shortens it, and masks what looks like a phone number.
 * @param wanted What was expected, such as `a number greater than 0`.
 * @param secret Whether the value may be a secret. Then the message gives only its type.
 * @example
 * ```ts
 * import { wrongOption } from '@batch-status/client-core';
 *
 * const { message } = wrongOption('maxSockets', -1, 'a number greater than 0');
 * console.log(message); // `maxSockets` must be a number greater than 0; got -1.
 * ```
 */
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
export function demandSignal(signal: AbortSignal | undefined, option: string): void {
  if (signal !== undefined) check(option, signal, rules['signal']);
}

/** `the string "5000"`, `-1`, or `a value of type object`. For a secret, `a string with a space`. */
function describe(value: unknown, secret: boolean | undefined): string {
  if (value === '') return 'an empty string';
  if (typeof value === 'string') {
    if (!secret) return `the string ${redact(JSON.stringify(value))}`;
    return /\s/.test(value) ? 'a string with a space' : 'a string';
  }
  const isHidden = value && (secret || Object(value) === value);
  return isHidden ? `a value of type ${typeof value}` : redact(String(value));
}
