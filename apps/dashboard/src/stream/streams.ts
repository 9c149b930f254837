import type { ServerResponse } from 'node:http';
import type { Clock } from '@batch-status/node';
import type { Board } from '../board/board.ts';
import { BatchSource } from './batch-source.ts';
import {
  BoardSource,
  snapshotOf,
  type BoardInfo,
  type BoardView,
  type Sight,
} from './board-source.ts';
import { Channel, type ChannelSource } from './channel.ts';

/** At most one event per viewer in so many milliseconds. */
const period = 1000;

interface OpenChannel {
  channel: Channel;
  close: () => void;
}

/** All streams of a dashboard. Viewers that see the same share one channel. */
export class Streams {
  readonly #board: Board;
  readonly #info: BoardInfo;
  readonly #clock: Clock;
  readonly #channels = new Map<string, OpenChannel>();
  readonly #stop = new AbortController();

  constructor(board: Board, info: BoardInfo, clock: Clock) {
    this.#board = board;
    this.#info = info;
    this.#clock = clock;
    void this.#run();
  }

  /** Streams the board, as a viewer may see it. */
  joinBoard(response: ServerResponse, sight: Sight, mayRead: () => boolean): void {
    const key = sight.batchIds
      ? JSON.stringify(['some', ...[...sight.batchIds].toSorted()])
      : 'all';
    this.#channel(key, () => new BoardSource(this.#view(sight))).join(response, mayRead);
  }

  /** The board as a viewer may see it, as the stream would begin: a `BoardSnapshot` in JSON. */
  snapshot(sight: Sight): string {
    return snapshotOf(this.#view(sight));
  }

  /** Streams the messages of one batch. */
  joinBatch(response: ServerResponse, batchId: string, mayRead: () => boolean): void {
    const key = JSON.stringify(['one', batchId]);
    this.#channel(key, () => new BatchSource(this.#board, batchId)).join(response, mayRead);
  }

  /** Ends all streams. */
  close(): void {
    this.#stop.abort();
    for (const { channel, close } of this.#channels.values()) {
      channel.end();
      close();
    }
    this.#channels.clear();
  }

  #view(sight: Sight): BoardView {
    return { board: this.#board, info: this.#info, now: () => this.#clock.now(), sight };
  }

  #channel(key: string, open: () => ChannelSource & { close: () => void }): Channel {
    let opened = this.#channels.get(key);
    if (!opened) {
      const source = open();
      opened = { channel: new Channel(source), close: () => source.close() };
      this.#channels.set(key, opened);
    }
    return opened.channel;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#clock.sleep(period, signal);
      } catch {
        return;
      }
      this.#tick();
    }
  }

  #tick(): void {
    this.#board.flush();
    for (const [key, { channel, close }] of this.#channels) {
      if (channel.size > 0) {
        channel.tick();
      } else {
        close();
        this.#channels.delete(key);
      }
    }
  }
}
