import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The reverse proxies in front of a dashboard, whose headers are trusted. */
export class TrustedProxies {
  readonly #addresses = new BlockList();

  /**
   * @param proxies Addresses and subnets.
   * @throws RangeError if one is neither. Its message is that text.
   */
  constructor(proxies: readonly string[] = []) {
    for (const text of proxies) this.#add(text);
  }

  #add(text: string): void {
    const [, address = '', prefix] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
    const version = isIP(address);
    const longest = version === 6 ? 128 : 32;
    if (version === 0 || Number(prefix ?? 0) > longest) throw new RangeError(text);
    if (prefix === undefined) this.#addresses.addAddress(address, familyOf(version));
    else this.#addresses.addSubnet(address, Number(prefix), familyOf(version));
  }

  /** Whether the connection of a request comes from one of them. */
  hasSent({ socket }: IncomingMessage): boolean {
    return this.#has(socket.remoteAddress ?? '');
  }

  /**
   * The address that a request comes from: that of the connection, or, if that is one of these proxies,
   * the one that the proxy saw. Each proxy adds it to the end of `X-Forwarded-For`. From the end, the
   * first address that is not one of these proxies is the client; what precedes it may be invented.
   */
  clientOf({ socket, headers }: IncomingMessage): string {
    const seen = String(headers['x-forwarded-for'] ?? '').split(',');
    let client = socket.remoteAddress ?? '';
    while (this.#has(client)) {
      const before = addressIn(seen.pop() ?? '');
      if (before === undefined) break;
      client = before;
    }
    return client;
  }

  #has(address: string): boolean {
    // A zone, as in `fe80::1%eth0`, is not part of the address.
    const [bare = ''] = address.split('%');
    const version = isIP(bare);
    return version > 0 && this.#addresses.check(bare, familyOf(version));
  }
}

const familyOf = (version: number): 'ipv4' | 'ipv6' => (version === 6 ? 'ipv6' : 'ipv4');

/** An address as proxies write it: some add a port, and brackets around IPv6. */
function addressIn(text: string): string | undefined {
  const entry = text.trim();
  const [, bracketed, withPort] = /^(?:\[(.*)\](?::\d+)?|([\d.]+):\d+)$/.exec(entry) ?? [];
  const address = bracketed ?? withPort ?? entry;
  return isIP(address) > 0 ? address : undefined;
}
