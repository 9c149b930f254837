import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { VirtualClock } from '@batch-status/simulation';
import { describe, expect, it } from 'vitest';
import { BoardStream } from '../../src/page/connection/board-stream.ts';

/** A server that gives each stream to the test, and a stream that reads from it. */
async function streaming(refused?: number, mayStay?: () => boolean) {
  const clock = new VirtualClock();
  const opened: ServerResponse[] = [];
  const heard: unknown[] = [];
  let wake = (): void => undefined;
  const server = await listenOnLoopback(
    createServer((_request, response) => {
      const isRefused = refused !== undefined && opened.length === 0;
      response.writeHead(isRefused ? refused : 200, { 'content-type': 'text/event-stream' });
      if (isRefused) response.end('data: no\n\n');
      else response.flushHeaders();
      opened.push(response);
      wake();
    }),
  );
  const note = (what: unknown): void => {
    heard.push(what);
    wake();
  };
  const stream = new BoardStream(server.url, clock, {
    event: note,
    down: note,
    ...(mayStay && { mayStay }),
  });
  /** Until something has happened. */
  const until = async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    ...{ clock, opened, heard, stream, until },
    [Symbol.asyncDispose]: async () => {
      stream.close();
      await server.close();
    },
  };
}

describe('the stream of a page', () => {
  it('passes on events that come in pieces', async () => {
    await using feed = await streaming();
    await feed.until(() => feed.opened.length === 1);
    const [response] = feed.opened;
    response!.write(': a comment\n\ndata: {"a":');
    response!.write('1}\n\ndata: ü');
    response!.write('\r\n\r\n');
    await feed.until(() => feed.heard.length === 2);
    expect(feed.heard).toEqual(['{"a":1}', 'ü']);
  });

  it('opens another connection when it is cut off in an event, which it drops', async () => {
    await using feed = await streaming();
    await feed.until(() => feed.opened.length === 1);
    feed.opened[0]!.write('data: half');
    feed.opened[0]!.destroy();
    await feed.until(() => feed.heard.length === 1);
    expect(feed.heard).toEqual([{ reason: 'lost' }]);
    await feed.clock.advance(500);
    await feed.until(() => feed.opened.length === 2);
  });

  it('gives up a connection that is silent', async () => {
    await using feed = await streaming();
    await feed.until(() => feed.opened.length === 1);
    feed.opened[0]!.write('data: 1\n\n');
    await feed.until(() => feed.heard.length === 1);
    await feed.clock.advance(8_000);
    await feed.until(() => feed.heard.length === 2);
    expect(feed.heard[1]).toEqual({ reason: 'silent' });
  });

  it('says with which status it is refused, and connects at once if it is asked to', async () => {
    await using feed = await streaming(401);
    await feed.until(() => feed.heard.length === 1);
    expect(feed.heard).toEqual([{ reason: 'refused', status: 401 }]);
    feed.stream.reconnect();
    await feed.until(() => feed.opened.length === 2);
  });

  it('keeps a connection that was heard just now, however many pages want another one', async () => {
    await using feed = await streaming();
    await feed.until(() => feed.opened.length === 1);
    feed.opened[0]!.write('data: 1\n\n');
    await feed.until(() => feed.heard.length === 1);
    await feed.clock.advance(3_999);
    feed.stream.reconnect();
    feed.opened[0]!.write('data: 2\n\n');
    await feed.until(() => feed.heard.length === 2);
    expect(feed.heard).toEqual(['1', '2']);
    expect(feed.opened).toHaveLength(1);
  });

  it('leaves after the first event if it may not stay, and comes again before it seems cut off', async () => {
    await using feed = await streaming(undefined, () => false);
    for (const visit of [1, 2]) {
      await feed.until(() => feed.opened.length === visit);
      const left = once(feed.opened.at(-1)!, 'close');
      feed.opened.at(-1)!.write('data: 1\n\n');
      await left;
      await feed.clock.advance(4_000);
    }
    await feed.until(() => feed.opened.length === 3);
    expect(feed.heard).toEqual(['1', '1']);
  });
});
