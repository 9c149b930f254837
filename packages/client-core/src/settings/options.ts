import { ConfigurationError } from '../errors/errors.ts';

/** @throws {ConfigurationError} unless the option is as wanted. */
export function demand(
  right: boolean,
  name: string,
  value: unknown,
  wanted: string,
): asserts right {
  if (right) return;
  throw new ConfigurationError(`${name} should be ${wanted}, but is ${wordsFor(value)}.`);
}

/** @throws {ConfigurationError} for an option that nobody reads, such as a misspelt one. */
export function demandNames(options: object, names: readonly string[]): void {
  demand(Object(options) === options, 'options', options, 'an object');
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) {
      throw new ConfigurationError(`There is no option ${name}; there are ${names.join(', ')}.`);
    }
  }
}

export function demandPositive(name: string, value: unknown): asserts value is number {
  demand(typeof value === 'number' && value > 0, name, value, 'a number above 0');
}

/** What was found; of a text, which may be a secret, only whether there is one. */
function wordsFor(value: unknown): string {
  if (typeof value === 'number' || value === null) return String(value);
  if (typeof value !== 'string') return `of type ${typeof value}`;
  return value ? 'another' : 'empty';
}
