import { VirtualClock } from '@batch-status/simulation';
import { systemClock } from '@batch-status/time';
import { expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';
import { EventReader, openStream } from '../stream/event-reader.ts';
import { boardIn } from './board-in.ts';
import { pageFolder } from './page-folder.ts';

const serve = (options = {}) => {
  const { clock = systemClock } = options as { clock?: VirtualClock };
  return serveDashboard(new FakeService(clock), { pageFolder: pageFolder(), ...options });
};

test('a page contains the board that its stream begins with', async () => {
  const clock = new VirtualClock();
  const { board, url, port } = await serve({ clock });
  board.add(['a', 'b']);
  await clock.advance(3000);
  const socket = await openStream(port, '/api/events');
  const first = await new EventReader(socket).until(() => true);
  socket.destroy();
  for (const path of ['/', '/batches/a', '/batches/unknown']) {
    expect(boardIn((await ask(url + path)).body)).toEqual(first);
  }
  expect(first.batches.map(({ last }) => last.type)).toEqual(['update', 'update']);
});

test('no text of a batch ends the data of a page, or becomes a part of the page', async () => {
  const { board, url } = await serve();
  const ids = [
    '</script><img src=x onerror=alert(1)>',
    '<!--<script>',
    '$&$`',
    'a\u2028b\u2029c',
    '😀',
  ];
  board.add(ids);
  const { body } = await ask(url);
  expect(boardIn(body)?.batches.map(({ batchId }) => batchId)).toEqual(ids);
  expect(body.match(/<(?:\/?script|img|!--)/g)).toEqual([
    ...['<script', '</script', '<script', '</script'],
  ]);
});

test('a page with data is compressed, and as long as its headers say', async () => {
  // Time stands still, so nothing changes between two requests.
  const clock = new VirtualClock();
  const { board, url } = await serve({ clock });
  board.add(['a']);
  await clock.advance(3000);
  const plain = await ask(url);
  expect(plain.headers['content-length']).toBe(String(Buffer.byteLength(plain.body)));
  const response = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(boardIn(await response.text())?.batches).toHaveLength(1);
  const head = await ask(url, { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, body: '' });
  expect(head.headers['content-length']).toBe(plain.headers['content-length']);
});

test('if the board is large, the page has no data and can be cached', async () => {
  const { board, url } = await serve();
  board.add(Array.from({ length: 60 }, (_, nth) => `${nth}-${'x'.repeat(900)}`));
  const { headers, body } = await ask(url);
  expect([headers['cache-control'], boardIn(body)]).toEqual(['no-cache', undefined]);
  const again = await ask(url, { headers: { 'if-none-match': headers['etag']! } });
  expect(again).toMatchObject({ status: 304, body: '' });
});

test('a page that is opened at the start waits for the first report, but not for long', async () => {
  for (const [delay, type] of [
    [10, 'update'],
    [1000, 'pending'],
  ] as const) {
    const clock = new VirtualClock();
    const service = new FakeService(clock);
    service.delay = delay;
    const { board, url } = await serveDashboard(service, {
      ...{ clock, pageFolder: pageFolder(), patience: 250 },
    });
    board.add(['a']);
    const opened = ask(url);
    // It has reached the server by the time that a later request is answered.
    await ask(`${url}/assets/calm-C2.svg`);
    await clock.advance(250);
    expect(boardIn((await opened).body)?.batches[0]?.last.type).toBe(type);
  }
});
