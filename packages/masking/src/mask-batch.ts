import { stripVTControlCharacters } from 'node:util';
import { maskPhoneNumbers } from '@batch-status/client-core';
import type { BatchStatus, SensitiveMember } from '@batch-status/spec';

/** Masks the phone numbers in a batch. Only the last two digits of `phone_number` remain. */
export const maskBatch = (batch: BatchStatus): BatchStatus => maskMember(batch) as BatchStatus;

/** Deeper than any contract goes. A server can nest values so deeply that they exceed the stack. */
const deepest = 100;

/** Servers may add members that the contract does not name, so all of them are masked. */
function maskMember(value: unknown, name = '', depth = 0): unknown {
  if (typeof value === 'string') return maskText(value, name);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return '…';
  if (Array.isArray(value)) return value.map((item) => maskMember(item, name, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      maskNumbersIn(key),
      maskMember(member, key, depth + 1),
    ]),
  );
}

function maskText(text: string, name: string): string {
  // The digits in an identifier are not a phone number.
  if (name === 'jobId') return text;
  const mask = Object.hasOwn(masks, name) ? masks[name as SensitiveMember] : maskNumbersIn;
  return mask(text);
}

/** If the contract marks another member as sensitive, this does not compile until it is added. */
const masks: Record<SensitiveMember, (text: string) => string> = {
  phone_number: lastDigitsOf,
  error: maskNumbersIn,
};

function lastDigitsOf(phoneNumber: string): string {
  if (masked.test(phoneNumber)) return phoneNumber;
  return `•••${phoneNumber.length < shortest ? '' : phoneNumber.slice(-2)}`;
}

/** Masks what looks like a phone number in a text. */
export function maskNumbersIn(text: string): string {
  // The names of members are masked too, and hardly any has a digit.
  if (!maskable.test(text)) return text;
  // Control sequences inside a number would hide it here, and a terminal does not show them.
  return maskPhoneNumbers(stripVTControlCharacters(text));
}

/** A digit of any script, or a control character. */
const maskable = /[\p{Nd}\p{Cc}]/u;
/** What {@link lastDigitsOf} returns: a number that is masked twice keeps its last two digits. */
const masked = /^•••(?:..)?$/s;
/** Two digits of a shorter number would reveal too much of it. */
const shortest = 7;
