import { InvalidArgumentError } from 'commander';

export function count(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

export function percent(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 100.');
}

export function serverUrl(text: string, others: string[] = []): string[] {
  if (URL.canParse(text) && /^https?:/i.test(text)) return [...others, text];
  throw new InvalidArgumentError('It must be a URL, for example https://api.example/v1.');
}

/** Collects the values of an option that can be repeated. */
export function repeated(text: string, others: string[] = []): string[] {
  if (text.trim() !== '') return [...others, text];
  throw new InvalidArgumentError('It must not be empty.');
}
