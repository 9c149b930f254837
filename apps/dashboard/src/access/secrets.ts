import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Compares without showing by the time how much of a guess is right. */
export function isSameSecret(one: string, other: string): boolean {
  // Of equal length, whatever the lengths of the texts.
  return timingSafeEqual(digestOf(one), digestOf(other));
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A signature that only the owner of the key can make. */
export const sign = (key: Buffer, ...parts: readonly string[]): string =>
  createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
