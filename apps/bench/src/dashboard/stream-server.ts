import { loadProgram } from '@batch-status/dashboard/test-servers';
import { startServer, type ServerProcess } from '../loopback/start-server.ts';
import { openViewers, type Viewers } from './viewers.ts';

/** A server of event streams in a process of its own, and its viewers in another one. */
export interface StreamServer extends AsyncDisposable {
  server: ServerProcess;
  /** Opens streams, and waits until each has received its first event. */
  open: (streams: number) => Promise<void>;
  /** Lets a second pass, and waits until each stream has received what it brings. */
  second: () => Promise<LoadState>;
  /** The bytes that each stream received in the last second. */
  readonly bytes: number;
}

/** What the program of the dashboard answers. The bare server answers with nothing. */
interface LoadState {
  requests?: number;
  events?: string;
}

/** A dashboard in virtual time, or its monitor alone. */
export const startDashboard = async (...args: string[]): Promise<StreamServer> =>
  withViewers(await startServer('reporting-program.ts', loadProgram, ...args));

/** A server that writes a constant of so many bytes to each stream. */
export const startConstant = async (size: number): Promise<StreamServer> =>
  withViewers(await startServer('constant-stream-server.ts', '--size', String(size)));

function withViewers(server: ServerProcess): StreamServer {
  const ask = async (path: string): Promise<LoadState> => {
    const response = await fetch(server.url + path);
    return (await response.json()) as LoadState;
  };
  let viewers: Viewers | undefined;
  let streams = 0;
  let last = { events: 0, bytes: 0 };
  let bytes = 0;
  return {
    server,
    async open(count) {
      const { events = `${server.url}/events` } = await ask('/state');
      streams = count;
      viewers = await openViewers({ url: events, streams });
      last = await viewers.until(1);
    },
    async second() {
      const state = await ask('/second');
      if (!viewers) return state;
      const next = await viewers.until(last.events + 1);
      bytes = (next.bytes - last.bytes) / streams;
      last = next;
      return state;
    },
    get bytes() {
      return bytes;
    },
    async [Symbol.asyncDispose]() {
      await viewers?.[Symbol.asyncDispose]();
      server[Symbol.dispose]();
    },
  };
}
