import type { NameValue } from './recorded-entry.ts';

/**
 * The values of a header, joined as HTTP joins them.
 *
 * @param name In lower case.
 */
export function headerValue(headers: readonly NameValue[], name: string): string | undefined {
  const values = headers.filter((header) => header.name.toLowerCase() === name);
  return values.length === 0 ? undefined : values.map(({ value }) => value).join(', ');
}
