import { createRandom } from '@batch-status/time';

const areaCodes = [202, 212, 303, 312, 404, 415, 503, 512, 617, 702, 808, 907];

/**
 * The phone number of a call. It is between 555-0100 and 555-0199, which the North American
 * Numbering Plan reserves for fiction in every area code.
 */
export function fictionalPhoneNumber(seed: number, call: number): string {
  const random = createRandom(Math.imul(seed | 0, 0x9e_37_79_b1) ^ call);
  const areaCode = areaCodes[Math.floor(random() * areaCodes.length)];
  const line = 100 + Math.floor(random() * 100);
  return `+1${areaCode}5550${line}`;
}
