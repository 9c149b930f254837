import { entryOf, newRedactor, textsIn, type Message } from './people.ts';

/**
 * Where a credential remains in an entry that carries it, and in a later entry.
 *
 * @param carried The message that carries it as a credential.
 * @param placed The message that contains it elsewhere.
 */
export function leaksOfCredential(text: string, carried: Message, placed: Message): string[] {
  const redactor = newRedactor();
  const together = {
    ...placed,
    ...carried,
    requestHeaders: { ...placed.requestHeaders, ...carried.requestHeaders },
    headers: { ...placed.headers, ...carried.headers },
  };
  return [together, placed]
    .flatMap((message) => textsIn(redactor.redacted(entryOf(message))))
    .filter((each) => each.includes(text));
}

/** Where a phone number remains in an entry, with any separators between its digits. */
export function leaksOfPhoneNumber(text: string, placed: Message): string[] {
  const digits = text.replace('+', '');
  return textsIn(newRedactor().redacted(entryOf(placed))).filter(
    (each) => each.includes(digits) || each.replaceAll(/[-\s]/g, '').includes(digits),
  );
}
