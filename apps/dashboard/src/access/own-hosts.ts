import { hostname, networkInterfaces } from 'node:os';
import { isEveryAddress } from '@batch-status/http-server';

/** The names and origins by which viewers reach this dashboard. */
export interface OwnHosts {
  /** As in the header `Host`, in lowercase. */
  hosts: ReadonlySet<string>;
  origins: ReadonlySet<string>;
}

export interface Location {
  host: string;
  port: number;
  /** Where viewers reach it, if it is behind a proxy or has a name. */
  publicUrl?: URL | undefined;
}

/**
 * A page of another site can make its own name lead to this machine. Its requests then have that name as
 * `Host`, so only these are answered.
 */
export function ownHosts({ host, port, publicUrl }: Location): OwnHosts {
  const hosts = new Set<string>();
  const origins = new Set<string>();
  for (const name of namesOf(host)) {
    const { host: withPort, hostname: bare, origin } = new URL(`http://${name}:${port}`);
    hosts.add(withPort).add(`${bare}:${port}`);
    origins.add(origin);
  }
  if (publicUrl) {
    const { host: withPort, hostname: bare, origin, protocol } = publicUrl;
    hosts.add(withPort);
    if (publicUrl.port === '') hosts.add(`${bare}:${protocol === 'https:' ? 443 : 80}`);
    origins.add(origin);
  }
  return { hosts, origins };
}

function namesOf(host: string): string[] {
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (!isEveryAddress(host)) return [...loopback, inUrl(host)];
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return [
    ...loopback,
    ...addresses.map(({ address }) => inUrl(address)),
    ...(/^[\w.-]+$/.test(hostname()) ? [hostname()] : []),
  ];
}

/** IPv6 in brackets, without its zone, which a URL cannot contain. */
const inUrl = (host: string): string => (host.includes(':') ? `[${host.split('%')[0]}]` : host);
