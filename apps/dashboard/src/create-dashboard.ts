import { createServer } from 'node:http';
import type { Clock } from '@batch-status/node';
import { close, listen } from '@batch-status/http-server';
import { Access, type AccessRule } from './access/access.ts';
import { ownHosts, type OwnHosts } from './access/own-hosts.ts';
import { ShareLinks } from './access/share-links.ts';
import { WrongSecrets } from './access/wrong-secrets.ts';
import { Board, type BoardOptions } from './board/board.ts';
import { discretionWith } from './board/discretion.ts';
import type { Limits } from './board/limits.ts';
import { DataFile } from './data/data-file.ts';
import { answerConnectionErrors } from './http/connection-errors.ts';
import { handler } from './http/handler.ts';
import { PageFiles } from './http/page-files.ts';
import { Streams } from './stream/streams.ts';

export interface DashboardOptions extends Pick<BoardOptions, 'startMonitor' | 'passedOnCalls'> {
  /** What must not leave the process. */
  secrets: readonly string[];
  limits: Limits;
  simulated: boolean;
  /** The data file, or `:memory:`. */
  data: string;
  /** The folder of the built page. */
  pageFolder: string;
  /** With a slash at both ends. */
  base: string;
  host: string;
  port: number;
  publicUrl?: URL | undefined;
  rule: AccessRule;
  clock: Clock;
  /** How long a page waits for the first report after the start, in milliseconds. Default: 0. */
  patience?: number | undefined;
  /** Is called with errors of the server itself. */
  log: (message: string, cause: unknown) => void;
}

export interface Dashboard {
  board: Board;
  /**
   * Starts to listen, and returns the address without a trailing slash.
   *
   * @throws Error if it cannot. The message says why in one sentence.
   */
  listen(): Promise<{ url: string; port: number }>;
  close(): Promise<void>;
}

/** In bytes. Browsers send at most 180 cookies, and those of dashboards have about 130 bytes each. */
const maxHeaderSize = 48 * 1024;
/** How long a response may take after `close`, in milliseconds. */
const closeGrace = 1000;

/**
 * Creates the server of a dashboard.
 *
 * @throws DataFileError if the data file cannot be used.
 */
export function createDashboard(options: DashboardOptions): Dashboard {
  const { limits, simulated, base, host, publicUrl, rule, clock, log } = options;
  const now = (): number => clock.now();
  const data = new DataFile(options.data);
  const discretion = discretionWith(options.secrets);
  const { startMonitor, passedOnCalls, patience } = options;
  const board = new Board({
    ...{ startMonitor, passedOnCalls, patience },
    ...{ limits, data, discretion, clock },
  });
  const page = new PageFiles(options.pageFolder, base);
  const streams = new Streams(board, { version: page.version, simulated }, clock);
  const shares = new ShareLinks(data, now);
  let own: OwnHosts = { hosts: new Set(), origins: new Set() };
  const cookies = {
    path: base,
    secure: publicUrl?.protocol === 'https:',
    name: '',
  };
  const access = new Access({
    ...{ rule, shares, now, cookies },
    wrong: new WrongSecrets(now),
    key: data.secret('sessions'),
  });
  const server = createServer(
    // Node would answer a request without Host by itself, without a body. The cookies of all programs on
    // a host come with each request, so there are more than the 16 kB that Node allows by default.
    { requireHostHeader: false, maxHeaderSize },
    handler({ board, streams, shares, access, base, page, log, own: () => own }),
  );
  answerConnectionErrors(server);
  let closed: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    streams.close();
    await Promise.all([board.close(), close(server, closeGrace)]);
    data.close();
  };
  return {
    board,
    async listen() {
      const address = await listen(server, options.port, host);
      own = ownHosts({ host, port: address.port, publicUrl });
      // Cookies do not distinguish ports.
      cookies.name = `dashboard-${address.port}`;
      return address;
    },
    close: () => (closed ??= closeAll()),
  };
}
