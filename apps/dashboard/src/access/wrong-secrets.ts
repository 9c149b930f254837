import { isIPv6 } from 'node:net';

/** So many wrong secrets are allowed for each address and period, in milliseconds. */
const allowed = 10;
const period = 60_000;
/** An attacker with many addresses must not fill the memory. */
const mostAddresses = 10_000;

interface Attempts {
  since: number;
  wrong: number;
  /** Those of cookies. A page may send an outdated one again and again. */
  cookies: Set<string>;
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

  /** Counts a wrong secret. The same cookie counts once. */
  count(address: string, cookie?: string): void {
    const key = networkOf(address);
    let attempts = this.#current(address);
    if (!attempts) {
      attempts = { since: this.#now(), wrong: 0, cookies: new Set() };
      this.#attempts.delete(key);
      this.#attempts.set(key, attempts);
      const [oldest] = this.#attempts.keys();
      if (this.#attempts.size > mostAddresses) this.#attempts.delete(oldest!);
    }
    if (cookie !== undefined) {
      if (attempts.cookies.has(cookie)) return;
      // A cookie is long, and at most so many are compared.
      attempts.cookies.add(cookie);
    }
    attempts.wrong += 1;
  }

  #current(address: string): Attempts | undefined {
    const attempts = this.#attempts.get(networkOf(address));
    return attempts && this.#now() - attempts.since < period ? attempts : undefined;
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
