import { entryOf, newRedactor, saidIn, type Message } from './people.ts';

/**
 * Where a credential is left in an entry that carries it, and in one that comes after that.
 *
 * @param carried What says that it is a credential.
 * @param placed Where it is besides.
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
    .flatMap((message) => saidIn(redactor.redacted(entryOf(message))))
    .filter((said) => said.includes(text));
}

/** Where a phone number is left in an entry, however its digits are set apart. */
export function leaksOfPhoneNumber(text: string, placed: Message): string[] {
  const digits = text.replace('+', '');
  return saidIn(newRedactor().redacted(entryOf(placed))).filter(
    (said) => said.includes(digits) || said.replaceAll(/[-\s]/g, '').includes(digits),
  );
}
