import { InvalidArgumentError } from 'commander';

/** A number of requests in a period, in milliseconds. */
export interface Rate {
  requests: number;
  period: number;
}

/** Returns a parser for an option that is a whole number. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Returns a parser for an option that is a decimal number. */
export function decimalNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a number from ${minimum} to ${maximum}.`);
  };
}

const periods: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000 };

/** Parses a rate such as `60/min`. */
export function rate(text: string): Rate {
  const [, requests, unit] = /^(\d{1,7})\/(s|min|h)$/.exec(text) ?? [];
  const limit = { requests: Number(requests), period: periods[unit ?? ''] ?? 0 };
  if (limit.requests >= 1 && limit.requests <= 1_000_000) return limit;
  throw new InvalidArgumentError(
    'It must be a number from 1 to 1000000, a slash, and s, min, or h, for example 60/min.',
  );
}

/** Parses a text that must have more than spaces. */
export function someText(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('It must not be empty.');
}

/** Parses seconds, and returns milliseconds. */
export function seconds(text: string): number {
  return decimalNumber(0, 86_400)(text) * 1000;
}
