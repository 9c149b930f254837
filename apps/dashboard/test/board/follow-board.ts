import { VirtualClock } from '@batch-status/simulation';
import { onTestFinished } from 'vitest';
import { Board } from '../../src/board/board.ts';
import { discretionWith } from '../../src/board/discretion.ts';
import type { Limits } from '../../src/board/limits.ts';
import { ownMonitor } from '../../src/board/start-monitor.ts';
import { DataFile } from '../../src/data/data-file.ts';
import { FakeService } from '../fake-service.ts';

export interface FollowOptions {
  clock?: VirtualClock;
  service?: FakeService;
  file?: string;
  secrets?: string[];
  limits?: Partial<Limits>;
}

/** A board over a service that a test controls, in virtual time. It is closed at the end of the test. */
export function followBoard(options: FollowOptions = {}) {
  const { clock = new VirtualClock(), file = ':memory:', secrets = [] } = options;
  const { service = new FakeService(clock) } = options;
  const data = new DataFile(file);
  const board = new Board({
    startMonitor: ownMonitor(service, clock),
    limits: { requestsPerSecond: 1, maxStaleness: 60_000, ...options.limits },
    ...{ data, clock, discretion: discretionWith(secrets) },
  });
  const close = async (): Promise<void> => {
    await board.close();
    data.close();
  };
  onTestFinished(close);
  /** Lets time pass, and writes what has changed, as a dashboard does each second. */
  const pass = async (ms: number): Promise<void> => {
    await clock.advance(ms);
    board.flush();
  };
  const view = (batchId: string) => board.batch(batchId)!.view;
  return { board, clock, service, data, close, pass, view };
}
