import { isDigit, minus, quote } from './json-values.ts';

/** Parses the JSON value between two positions. */
export function valueIn(bytes: Buffer, start: number, end: number): unknown {
  const first = bytes[start]!;
  if (first === minus || isDigit(first)) return Number(bytes.toString('latin1', start, end));
  if (first !== quote) return JSON.parse(bytes.toString('utf8', start, end));
  const text = bytes.toString('utf8', start, end);
  return text.includes('\\') ? JSON.parse(text) : text.slice(1, -1);
}
