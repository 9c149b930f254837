import type { Update } from '@batch-status/fetch';
import ansis from 'ansis';
import { createLogUpdate } from 'log-update';
import { formatDuration } from './duration.ts';
import { glyphsFor } from './glyphs.ts';
import { describeUpdate, statusLine, type LineStyle } from './status-line.ts';

/** Where what is learnt of a batch goes. */
export interface Display {
  show(update: Update): void;
  /** Says why there is no answer yet. */
  excuse(reason: string, nextTryAt: number): void;
  /** Leaves the terminal as it was found, below what was shown. */
  close(): void;
}

const redrawEvery = 1000;

/** A line that is drawn anew with every update, and every second for the age of its data. */
export function liveDisplay(label: string, stream: NodeJS.WriteStream): Display {
  const style = styleFor(process.env);
  const log = createLogUpdate(stream);
  let line: (now: number, columns: number) => string = () => `${label} asking…`;
  const draw = (): void => log(line(Date.now(), stream.columns || 80));
  draw();
  const timer = setInterval(draw, redrawEvery);
  stream.on('resize', draw);
  return {
    show(update) {
      line = (now, columns) => statusLine(label, update, now, columns, style);
      draw();
    },
    excuse(reason, nextTryAt) {
      line = (now) =>
        `${label} ${noAnswer(reason)}, next try in ${formatDuration(nextTryAt - now)}`;
      draw();
    },
    close() {
      clearInterval(timer);
      stream.off('resize', draw);
      log.done();
    },
  };
}

/** A line for every change, for logs and pipes. */
export function plainDisplay(label: string, stream: NodeJS.WriteStream): Display {
  const style = styleFor(process.env);
  let before = '';
  const write = (text: string): void => {
    if (text !== before) stream.write(`${label} ${text}\n`);
    before = text;
  };
  return {
    show: (update) => write(describeUpdate(update, style)),
    excuse: (reason) => write(noAnswer(reason)),
    close: () => undefined,
  };
}

/** A JSON object for every change. */
export function jsonDisplay(write: (update: Update) => void): Display {
  return { show: write, excuse: () => undefined, close: () => undefined };
}

const noAnswer = (reason: string): string => `no answer yet: ${reason.replaceAll('_', ' ')}`;

const styleFor = (environment: NodeJS.ProcessEnv): LineStyle => ({
  glyphs: glyphsFor(environment),
  colour: ansis,
});
