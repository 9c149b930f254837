import type { Update } from '@batch-status/fetch';
import ansis from 'ansis';
import { createLogUpdate } from 'log-update';
import { clip } from './clip.ts';
import { formatDuration } from './duration.ts';
import { glyphsFor } from './glyphs.ts';
import { onSuspend } from './on-suspend.ts';
import { describeUpdate, statusLine, type LineStyle } from './status-line.ts';
import { updateJson } from './update-json.ts';

/** Where what is learnt of a batch goes. */
export interface Display {
  show(update: Update): void;
  /** Says why there is no answer yet, and in how many milliseconds the next try comes. */
  excuse(reason: string, delay: number): void;
  /** Leaves the terminal as it was found, below what was shown. */
  close(): void;
}

/** What a display knows of time. */
export interface DisplayClock {
  now(): number;
  /** Calls back again and again, until the function returned is called. */
  every(ms: number, callback: () => void): () => void;
}

/** The part of a terminal that a display uses. */
export type Terminal = Pick<NodeJS.WriteStream, 'columns' | 'on' | 'off' | 'write'>;

const redrawEvery = 1000;

const systemClock: DisplayClock = {
  now: Date.now,
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
};

/** A line that is drawn anew with every update, and every second for the age of its data. */
export function liveDisplay(
  label: string,
  terminal: Terminal,
  clock: DisplayClock = systemClock,
  environment: NodeJS.ProcessEnv = process.env,
): Display {
  const style = styleFor(environment);
  const log = createLogUpdate(terminal as NodeJS.WriteStream);
  let line = (_now: number, columns: number): string => clip(`${label} asking`, columns);
  const draw = (): void => log(line(clock.now(), terminal.columns || 80));
  draw();
  const stop = clock.every(redrawEvery, draw);
  terminal.on('resize', draw);
  const ignoreSuspend = onSuspend(() => log.done(), draw);
  return {
    show(update) {
      line = (now, columns) => statusLine(label, update, now, columns, style);
      draw();
    },
    excuse(reason, delay) {
      const nextTryAt = clock.now() + delay;
      line = (now, columns) => {
        const text = noAnswer(reason, nextTryAt - now);
        return clip(columns < narrow ? text : `${label} ${text}`, columns);
      };
      draw();
    },
    close() {
      stop();
      ignoreSuspend();
      terminal.off('resize', draw);
      log.done();
    },
  };
}

/** Below this width, what is said is worth more than the batch id. */
const narrow = 60;

/** A line for every change, for logs and pipes. */
export function plainDisplay(label: string, stream: Pick<NodeJS.WriteStream, 'write'>): Display {
  const style = styleFor(process.env);
  let before = '';
  return {
    show(update) {
      const text = describeUpdate(update, style);
      if (text !== before) stream.write(`${label} ${text}\n`);
      before = text;
    },
    excuse(reason, delay) {
      if (reason !== before) stream.write(`${label} ${noAnswer(reason, delay)}\n`);
      before = reason;
    },
    close: () => undefined,
  };
}

/** A JSON object for every change; what is no update goes to the other stream. */
export function jsonDisplay(
  batchId: string,
  stream: Pick<NodeJS.WriteStream, 'write'>,
  asides: Pick<NodeJS.WriteStream, 'write'>,
): Display {
  const aside = plainDisplay(batchId, asides);
  return {
    show: (update) => void stream.write(`${updateJson(batchId, update)}\n`),
    excuse: (reason, delay) => aside.excuse(reason, delay),
    close: () => undefined,
  };
}

const noAnswer = (reason: string, delay: number): string =>
  `no answer yet: ${reason.replaceAll('_', ' ')}, next try in ${formatDuration(delay)}`;

const styleFor = (environment: NodeJS.ProcessEnv): LineStyle => ({
  glyphs: glyphsFor(environment),
  colour: ansis,
});
