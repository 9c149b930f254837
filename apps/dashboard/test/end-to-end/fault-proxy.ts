import { createServer, connect, type Socket } from 'node:net';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

/** A network between browsers and a server, which a test breaks. It keeps every byte that browsers got. */
export interface FaultProxy extends LoopbackServer {
  /** Every byte that it passed on to browsers. */
  received: () => string;
  /** Connections that are open. */
  readonly open: number;
  /** Resets all connections, and all that come until `restore`. */
  cut: () => void;
  /** Passes nothing on, without a sign of it, until `restore`, which resets the connections of before. */
  stall: () => void;
  /** Ends one direction of all connections: that to browsers or that to the server. */
  halfClose: (towards: 'browsers' | 'server') => void;
  restore: () => void;
}

/** @param portOf The server that each connection leads to. */
export async function startFaultProxy(portOf: () => number): Promise<FaultProxy> {
  const received: Buffer[] = [];
  const pairs = new Set<{ browser: Socket; server: Socket; isStalled: boolean }>();
  let fault: 'cut' | 'stall' | undefined;
  const proxy = createServer({ allowHalfOpen: true }, (browser) => {
    browser.on('error', () => undefined);
    if (fault === 'cut') {
      browser.resetAndDestroy();
      return;
    }
    const server = connect({ port: portOf(), host: '127.0.0.1', allowHalfOpen: true });
    server.on('error', () => undefined);
    const pair = { browser, server, isStalled: fault === 'stall' };
    pairs.add(pair);
    browser.on('data', (bytes: Buffer) => {
      if (!pair.isStalled) server.write(withoutCompression(bytes));
    });
    server.on('data', (bytes: Buffer) => {
      if (pair.isStalled) return;
      received.push(bytes);
      browser.write(bytes);
    });
    browser.on('end', () => pair.isStalled || server.end());
    server.on('end', () => pair.isStalled || browser.end());
    browser.on('close', () => {
      pairs.delete(pair);
      server.destroy();
    });
    server.on('close', () => pair.isStalled || browser.destroy());
  });
  const listening = await listenOnLoopback(proxy);
  const reset = (): void => {
    for (const { browser } of pairs) browser.resetAndDestroy();
  };
  return {
    ...listening,
    received: () => Buffer.concat(received).toString(),
    get open() {
      return pairs.size;
    },
    cut() {
      fault = 'cut';
      reset();
    },
    stall() {
      fault = 'stall';
      for (const pair of pairs) pair.isStalled = true;
    },
    halfClose(towards) {
      for (const { browser, server } of pairs) (towards === 'server' ? server : browser).end();
    },
    restore() {
      if (fault === 'stall') reset();
      fault = undefined;
    },
  };
}

/** So that a test can read what browsers get. */
const withoutCompression = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replace(/^accept-encoding:/gim, 'x-refused:'), 'latin1');
