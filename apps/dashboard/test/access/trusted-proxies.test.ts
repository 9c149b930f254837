import type { IncomingMessage } from 'node:http';
import { VirtualClock } from '@batch-status/simulation';
import { systemClock } from '@batch-status/time';
import { expect, test } from 'vitest';
import { TrustedProxies } from '../../src/access/trusted-proxies.ts';
import { ask } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';

const clientOf = (proxies: string[], remoteAddress: string, forwarded?: string): string =>
  new TrustedProxies(proxies).clientOf({
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage);

test.each<[proxies: string[], from: string, forwarded: string | undefined, client: string]>([
  [[], '192.0.2.1', '10.0.0.1', '192.0.2.1'],
  [['10.0.0.5'], '192.0.2.1', '10.0.0.1', '192.0.2.1'],
  [['10.0.0.5'], '10.0.0.5', '192.0.2.1', '192.0.2.1'],
  // A proxy that does not name its client.
  [['10.0.0.5'], '10.0.0.5', undefined, '10.0.0.5'],
  [['10.0.0.5'], '10.0.0.5', '', '10.0.0.5'],
  // Viewers can begin the header, but the proxy ends it.
  [['10.0.0.5'], '10.0.0.5', '198.51.100.7, 192.0.2.1', '192.0.2.1'],
  [['10.0.0.5'], '10.0.0.5', '10.0.0.5, 192.0.2.1', '192.0.2.1'],
  // Several proxies, one behind the other.
  [['10.0.0.0/8', '2001:db8::/32'], '10.0.0.5', '7.7.7.7, 192.0.2.1, 2001:db8::9', '192.0.2.1'],
  [['10.0.0.0/8'], '10.0.0.5', '10.0.0.7,10.0.0.6', '10.0.0.7'],
  // What is not an address comes from a viewer, or hides one.
  [['10.0.0.5'], '10.0.0.5', '192.0.2.1, unknown', '10.0.0.5'],
  [['10.0.0.0/8'], '10.0.0.5', '192.0.2.1, _hidden, 10.0.0.6', '10.0.0.6'],
  [['10.0.0.5'], '10.0.0.5', '192.0.2.1,', '10.0.0.5'],
  [['10.0.0.5'], '10.0.0.5', '<script>, 192.0.2.256', '10.0.0.5'],
  // Some proxies add the port.
  [['10.0.0.5'], '10.0.0.5', '192.0.2.1:4711', '192.0.2.1'],
  [['10.0.0.5'], '10.0.0.5', '[2001:db8::1]:4711', '2001:db8::1'],
  [['10.0.0.5'], '10.0.0.5', '[2001:db8::1]', '2001:db8::1'],
  // A server that listens on :: sees IPv4 like this.
  [['10.0.0.5'], '::ffff:10.0.0.5', '2001:db8::1', '2001:db8::1'],
  [['::ffff:10.0.0.5'], '10.0.0.5', '192.0.2.1', '192.0.2.1'],
  [['2001:db8::5'], '2001:db8::5', '::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  [['fe80::5'], 'fe80::5%eth0', '192.0.2.1', '192.0.2.1'],
])(
  'with --proxy %j, a request from %s for %j comes from %s',
  (proxies, from, forwarded, client) => {
    expect(clientOf(proxies, from, forwarded)).toBe(client);
  },
);

const token = 'a-secret-of-the-link';

test('behind a proxy, a viewer with wrong links does not lock out the others', async () => {
  const proxies = new TrustedProxies(['127.0.0.2', '127.0.0.3']);
  const { url } = await serveDashboard(new FakeService(systemClock), {
    ...{ rule: { kind: 'token', token, proxies }, clock: new VirtualClock() },
  });
  const open = (secret: string, forwarded: string, localAddress = '127.0.0.2') =>
    ask(`${url}/?token=${secret}`, { headers: { 'x-forwarded-for': forwarded }, localAddress });
  for (let nth = 0; nth < 10; nth += 1) {
    // An invented address before the one that the proxy has seen.
    await open('wrong', `198.51.100.${nth}, 192.0.2.1, 127.0.0.3`);
  }
  expect(await open(token, '192.0.2.2, 192.0.2.1')).toMatchObject({ status: 429 });
  expect(await open(token, '192.0.2.2')).toMatchObject({ status: 303 });
  // Without the proxy, nothing but the connection counts.
  for (let nth = 0; nth < 10; nth += 1) await open('wrong', `192.0.2.${nth}`, '127.0.0.1');
  expect(await open(token, '192.0.2.99', '127.0.0.1')).toMatchObject({ status: 429 });
  expect(await open(token, '192.0.2.3')).toMatchObject({ status: 303 });
});
