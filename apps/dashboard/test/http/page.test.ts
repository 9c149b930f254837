import { systemClock } from '@batch-status/time';
import { expect, test } from 'vitest';
import { basePath } from '../../src/http/base-path.ts';
import { ask } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';
import { index, pageFolder } from './page-folder.ts';

const serve = (options = {}) =>
  serveDashboard(new FakeService(systemClock), { pageFolder: pageFolder(), ...options });

const ids = ['b', 'a/b', '😀', '<img src=x onerror=alert(1)>', '..a', '%2F', 'é'.repeat(500)];

test('the page is served for the overview and for every batch, whether it is known or not', async () => {
  const { url } = await serve();
  for (const path of [
    '/',
    '/?sort=name',
    ...ids.map((id) => `/batches/${encodeURIComponent(id)}`),
  ]) {
    const { status, headers, body } = await ask(url + path);
    expect([status, headers['cache-control'], headers['etag']]).toEqual([
      ...[200, 'no-store'],
      undefined,
    ]);
    expect(body.replace(/<script type="application.*?<\/script>/, '')).toBe(
      index.replace('<head>', '<head><base href="/" />'),
    );
  }
  // As a proxy decodes it.
  expect(await ask(`${url}/batches/a/b`)).toMatchObject({ status: 200 });
  expect(await ask(`${url}/batches/`)).toMatchObject({ status: 404 });
});

test('files are named by their content, so they are cached for a year and compressed', async () => {
  const { url } = await serve();
  const script = `${url}/assets/index-B1.js`;
  const plain = await ask(script);
  expect(plain.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'text/javascript; charset=utf-8',
    vary: 'Accept-Encoding',
  });
  const packed = await fetch(script, { headers: { 'accept-encoding': 'gzip' } });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(200);
  expect(await packed.text()).toBe(plain.body);
  for (const coding of ['br, gzip;q=0.5', 'GZIP, deflate'])
    expect((await ask(script, { headers: { 'accept-encoding': coding } })).headers).toHaveProperty(
      'content-encoding',
      'gzip',
    );
  for (const coding of ['gzip;q=0', 'identity', 'br']) {
    const answer = await ask(script, { headers: { 'accept-encoding': coding } });
    expect(answer.headers).not.toHaveProperty('content-encoding');
  }
  const headers = { 'if-none-match': `W/"x", ${String(plain.headers['etag'])}` };
  expect(await ask(script, { headers })).toMatchObject({ status: 304, body: '' });
  expect(await ask(script, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
});

test.each(['assets/none.js', 'assets/notes.txt', '../package.json', 'assets/..%2Findex.html'])(
  'the path %s leads nowhere',
  async (path) => {
    const { url } = await serve();
    expect(await ask(url, { path: `/${path}` })).toMatchObject({ status: 404 });
  },
);

test('without a built page, a plain one says so, and the server works', async () => {
  const { url } = await serve({ pageFolder: 'nowhere', base: '/dash/' });
  const { status, body } = await ask(`${url}/dash/`);
  expect(status).toBe(200);
  expect(body).toContain('is not built');
  expect(body).toContain('<base href="/dash/" />');
});

test('the version changes with the page', async () => {
  const folder = pageFolder();
  const { PageFiles } = await import('../../src/http/page-files.ts');
  const { version } = new PageFiles(folder, '/');
  expect(new PageFiles(folder, '/other/').version).toBe(version);
  expect(new PageFiles('nowhere', '/').version).not.toBe(version);
});

test.each([
  ['/', '/'],
  ['', '/'],
  ['dash', '/dash/'],
  ['/dash', '/dash/'],
  ['dash/', '/dash/'],
  ['//dash//', '/dash/'],
  ['/a/b-c_d.e~f/', '/a/b-c_d.e~f/'],
  ...['/a//b', '/../x', '/.', 'a b', '/"><script>', '/é', '/a%2Fb', '/a?b'].map((text) => [
    text,
    undefined,
  ]),
])('the base %j is %j', (text, path) => {
  expect(basePath(text!)).toBe(path);
});

test.each(['/dash/', '/api/', '/batches/', '/a/b/'])(
  'below the base %s, it works behind a proxy that strips the base and one that does not',
  async (base) => {
    const { url, board } = await serve({ base });
    board.add(['api/x']);
    for (const prefix of ['/', base]) {
      const page = await ask(`${url}${prefix}`);
      expect(page.body).toContain(`<base href="${base}" />`);
      expect(await ask(`${url}${prefix}batches/x`)).toMatchObject({ status: 200 });
      expect(await ask(`${url}${prefix}assets/calm-C2.svg`)).toMatchObject({ body: '<svg/>' });
      const history = await ask(`${url}${prefix}api/batches/api%2Fx/history`);
      expect(history).toMatchObject({ status: 200 });
      const headers = { origin: url };
      const method = 'POST';
      const added = await ask(`${url}${prefix}api/batches`, {
        ...{ method, headers },
        body: '{"batchIds":["y"]}',
      });
      expect(added.json()).toEqual({ batches: [{ batchId: 'y' }] });
    }
    const bare = await ask(url + base.slice(0, -1));
    expect([bare.status, bare.headers.location]).toEqual([308, base]);
  },
);
