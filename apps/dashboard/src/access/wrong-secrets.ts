import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** So many wrong secrets are allowed for each address and period, in milliseconds. */
const allowed = 10;
const period = 60_000;
/** An attacker with many addresses must not fill the memory. */
const mostAddresses = 10_000;

interface Attempts {
  since: number;
  wrong: number;
  /** Those that a page may send again and again, because they are outdated. */
  repeated: Set<string>;
}

/** Limits how fast secrets can be guessed. */
export class WrongSecrets {
  readonly #now: () => number;
  readonly #attempts = new Map<string, Attempts>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long the address has to wait, in milliseconds, or 0. */
  waitOf(address: string): number {
    const attempts = this.#current(address);
    if (!attempts || attempts.wrong < allowed) return 0;
    return attempts.since + period - this.#now();
  }

  /**
   * Counts a wrong secret.
   *
   * @param repeated The secret, if a page may repeat it by itself: then it counts once.
   */
  count(address: string, repeated?: string): void {
    const key = networkOf(address);
    let attempts = this.#current(address);
    if (!attempts) {
      attempts = { since: this.#now(), wrong: 0, repeated: new Set() };
      this.#attempts.delete(key);
      this.#attempts.set(key, attempts);
      const [oldest] = this.#attempts.keys();
      if (this.#attempts.size > mostAddresses) this.#attempts.delete(oldest!);
    }
    if (repeated !== undefined) {
      // A guess may be long, and there are many addresses.
      const digest = createHash('sha256').update(repeated).digest('base64url');
      if (attempts.repeated.has(digest)) return;
      attempts.repeated.add(digest);
    }
    attempts.wrong += 1;
  }

  #current(address: string): Attempts | undefined {
    const attempts = this.#attempts.get(networkOf(address));
    if (!attempts) return undefined;
    const age = this.#now() - attempts.since;
    // If the clock is set back, an address must not wait until it has caught up.
    return age >= 0 && age < period ? attempts : undefined;
  }
}

/** A customer of a provider has a whole /64 of IPv6, so its addresses count together. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const whole = [...groups, ...Array<string>(zeros).fill('0'), ...rest];
  return whole.slice(0, 4).join(':').toLowerCase();
}
