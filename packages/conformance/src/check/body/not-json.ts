/** What is wrong with a text that must be JSON; `undefined` if it is JSON. */
export function mismatchOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return notJson(text, error);
  }
}

/** Without the message of the error, which quotes the text. */
export function notJson(text: string, error: unknown): string {
  const position = /at position (\d+)/.exec((error as Error).message)?.[1];
  const place = position === undefined ? '' : `, starting at character ${position}`;
  const kind = /^\s*</.test(text) ? 'look like HTML or XML' : 'are not JSON';
  return `found ${text.length} characters that ${kind}${place}`;
}
