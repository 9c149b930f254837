import { stripVTControlCharacters } from 'node:util';
import { maskPhoneNumbers, type BatchStatus, type SensitiveMember } from '@batch-status/node';

/** A batch fit to be printed: no number called is in it, of `phone_number` two digits are left. */
export const maskBatch = (batch: BatchStatus): BatchStatus => maskMember(batch) as BatchStatus;

/** The contract lets servers add members, and what they hold is not known: all are masked. */
function maskMember(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return maskText(value, name);
  if (Array.isArray(value)) return value.map((item) => maskMember(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, maskMember(member, key)]),
  );
}

function maskText(text: string, name: string): string {
  // It is an identifier, of which digits are a part.
  if (name === 'jobId') return text;
  const mask = Object.hasOwn(masks, name) ? masks[name as SensitiveMember] : maskNumbersIn;
  return mask(text);
}

/** A member that the contract newly marks as sensitive does not compile until it is here. */
const masks: Record<SensitiveMember, (text: string) => string> = {
  phone_number: lastDigitsOf,
  error: maskNumbersIn,
};

function lastDigitsOf(phoneNumber: string): string {
  return `•••${phoneNumber.length < shortest ? '' : phoneNumber.slice(-2)}`;
}

function maskNumbersIn(text: string): string {
  // Control sequences inside a number would hide it here, and a terminal does not show them.
  return maskPhoneNumbers(stripVTControlCharacters(text));
}

/** Two digits of a shorter number would give too much of it away. */
const shortest = 7;
