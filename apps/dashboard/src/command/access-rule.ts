import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import type { AccessRule } from '../access/access.ts';
import { TrustedProxies } from '../access/trusted-proxies.ts';
import { valueOf, type Env } from './environment.ts';
import { StartError, UsageError } from './usage-error.ts';

export interface AccessOptions {
  host: string;
  access?: 'token' | 'proxy';
  tokenFile?: string;
  proxy?: string[];
  userHeader?: string;
  publicUrl?: URL;
}

const tokenVariable = 'DASHBOARD_TOKEN';
const shortestToken = 16;
const defaultUserHeader = 'x-forwarded-user';

/**
 * Who may use a dashboard with these options.
 *
 * @throws UsageError if it would be open to other machines, or if options contradict each other.
 */
export function accessRule(options: AccessOptions, env: Env): AccessRule {
  const { host, access, proxy, tokenFile, userHeader, publicUrl } = options;
  if (proxy && !access) throw new UsageError('--proxy needs --access token or --access proxy.');
  if (userHeader !== undefined && access !== 'proxy') {
    throw new UsageError('--user-header needs --access proxy.');
  }
  if (tokenFile !== undefined && access !== 'token') {
    throw new UsageError('--token-file needs --access token.');
  }
  if (access === 'token') {
    return { kind: 'token', token: tokenOf(options, env), proxies: trustedProxies(proxy) };
  }
  if (access === 'proxy') return proxyRule(options);
  const open = [
    ...(isLoopback(host) ? [] : [`--host ${host}`]),
    ...(publicUrl && !isLoopback(publicUrl.hostname) ? [`--public-url ${publicUrl.href}`] : []),
  ];
  if (open.length === 0) return { kind: 'open' };
  throw new UsageError(
    `With ${open[0]}, others can reach the dashboard; add --access token, or --access proxy with --proxy <address>.`,
  );
}

function tokenOf({ tokenFile }: AccessOptions, env: Env): string {
  const token = tokenFile === undefined ? valueOf(env, tokenVariable) : contentOf(tokenFile).trim();
  if (token === undefined) return randomBytes(24).toString('base64url');
  const name = tokenFile === undefined ? tokenVariable : 'The token in --token-file';
  if (/^[\w.~-]*$/.test(token) && token.length >= shortestToken) return token;
  throw new UsageError(
    `${name} must have at least ${shortestToken} letters, digits, or any of - . _ ~ (openssl rand -hex 24 makes one).`,
  );
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`The token file ${file} cannot be read (${code}).`);
  }
}

function proxyRule({ proxy, userHeader = defaultUserHeader }: AccessOptions): AccessRule {
  if (!proxy) {
    throw new UsageError('--access proxy needs --proxy <address>, the address of the proxy.');
  }
  return { kind: 'proxy', header: userHeader.toLowerCase(), proxies: trustedProxies(proxy) };
}

function trustedProxies(proxies: string[] | undefined): TrustedProxies {
  try {
    return new TrustedProxies(proxies);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(
      `--proxy must be an IP address or a subnet, such as 10.0.0.5 or 10.0.0.0/8; got "${error.message}".`,
    );
  }
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  const version = isIP(bare);
  if (version === 0) return bare.toLowerCase() === 'localhost';
  return loopback.check(bare, version === 6 ? 'ipv6' : 'ipv4');
}
