import { systemClock } from '@batch-status/time';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { TrustedProxies } from '../../src/access/trusted-proxies.ts';
import { ask } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';

function ruleFor(...addresses: string[]) {
  const proxies = new TrustedProxies(addresses);
  return { kind: 'proxy', header: 'x-forwarded-user', proxies } as const;
}

test('the header is trusted only from the proxy', async () => {
  const { url } = await serveDashboard(new FakeService(systemClock), {
    rule: ruleFor('127.0.0.2'),
  });
  const headers = { 'x-forwarded-user': 'ann' };
  expect(await ask(url, { headers, localAddress: '127.0.0.2' })).toMatchObject({ status: 200 });
  expect(await ask(url, { headers })).toMatchObject({ status: 401 });
  expect(await ask(url, { localAddress: '127.0.0.2' })).toMatchObject({ status: 401 });
  const blank = { 'x-forwarded-user': ' ' };
  expect(await ask(url, { headers: blank, localAddress: '127.0.0.2' })).toMatchObject({
    status: 401,
  });
});

test('wrong share links are counted by the address that the proxy saw, not by one that was invented', async () => {
  const { url } = await serveDashboard(new FakeService(systemClock), {
    ...{ rule: ruleFor('127.0.0.2'), clock: new VirtualClock() },
  });
  const wrong = (forwarded: string, localAddress = '127.0.0.2') =>
    ask(`${url}/batches/b?share=x`, {
      headers: { 'x-forwarded-for': forwarded },
      localAddress,
    });
  for (let nth = 0; nth < 10; nth += 1) await wrong(`10.0.0.${nth}, 192.0.2.1`);
  expect(await wrong('192.0.2.1')).toMatchObject({ status: 429 });
  expect(await wrong('192.0.2.1, 192.0.2.2')).toMatchObject({ status: 401 });
  // Not from the proxy: the header is ignored.
  for (let nth = 0; nth < 10; nth += 1) await wrong(`10.0.0.${nth}`, '127.0.0.1');
  expect(await wrong('10.0.0.99', '127.0.0.1')).toMatchObject({ status: 429 });
});
