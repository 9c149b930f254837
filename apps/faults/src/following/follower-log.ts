import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { steadyTime } from '@batch-status/time';

/** What the monitor of a process has reported. */
export interface FollowerEvent {
  /** The name of the process. */
  process: string;
  kind: 'reported' | 'problem' | 'ended' | 'paused' | 'resumed';
  batchId?: string;
  /** In milliseconds since the epoch. */
  at: number;
}

/** A file to which all processes append what their monitors report. */
export class FollowerLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  append(event: Omit<FollowerEvent, 'at'>): void {
    appendFileSync(this.#file, `${JSON.stringify({ ...event, at: steadyTime() })}\n`);
  }

  events(): FollowerEvent[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    return lines.filter(Boolean).map((line) => JSON.parse(line) as FollowerEvent);
  }
}
