import { InvalidArgumentError } from 'commander';

/** @throws {InvalidArgumentError} unless the text is a number that `isValid` accepts. */
function parse(text: string, isValid: (value: number) => boolean, advice: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && isValid(value)) return value;
  throw new InvalidArgumentError(advice);
}

export const seconds = (text: string): number =>
  parse(text, (value) => value > 0, 'Use a number of seconds greater than 0, such as 5.');

export const secondsOrZero = (text: string): number =>
  parse(text, (value) => value >= 0, 'Use a number of seconds such as 5, or 0.');

export const staleness = (text: string): number =>
  parse(text, (value) => value >= 1, 'Use a number of seconds of at least 1, such as 5.');

export const rate = (text: string): number =>
  parse(
    text,
    (value) => value > 0 && value <= 6_000_000,
    'Use a number of requests per minute greater than 0, such as 60.',
  );

export const percentage = (text: string): number =>
  parse(
    text,
    (value) => value >= 0 && value <= 100,
    'Use a number from 0 to 100, or put the option after the batch id.',
  );
