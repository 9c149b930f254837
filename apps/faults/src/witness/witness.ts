import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { steadyTime } from '@batch-status/time';

/**
 * What a process did to a call. It `asked` the store whether it may dial, `dialed`, and the call
 * `completed` or `failed`. Then the store `acknowledged` the end. `killed` names the place in the code.
 */
export type EventKind = 'asked' | 'dialed' | 'completed' | 'failed' | 'acknowledged' | 'killed';

export interface WitnessEvent {
  kind: EventKind;
  /** The batch and the name of the call. */
  call: string;
  /** In milliseconds since the epoch, by a clock that no fault sets back. */
  at: number;
  process: number;
  place?: string;
}

/**
 * A log to which all processes append lines, and which no fault touches. It says what really
 * happened, and in which order.
 */
export class Witness {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  append(kind: EventKind, call: string, place?: string): void {
    const event: WitnessEvent = { kind, call, at: steadyTime(), process: process.pid };
    // A line is one write to the end of the file, so lines of several processes do not mix.
    appendFileSync(
      this.#file,
      `${JSON.stringify(place === undefined ? event : { ...event, place })}\n`,
    );
  }

  events(): WitnessEvent[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    return lines.filter(Boolean).map((line) => JSON.parse(line) as WitnessEvent);
  }
}
