import type { Update } from '@batch-status/fetch';
import ansis from 'ansis';
import { createLogUpdate } from 'log-update';
import { glyphsFor } from './glyphs.ts';
import { describeUpdate, statusLine, type LineStyle } from './status-line.ts';

/** Where the updates of a batch go. */
export interface Display {
  show(update: Update): void;
  /** Leaves the terminal as it was found, below what was shown. */
  close(): void;
}

const redrawEvery = 1000;

/** A line that is drawn anew with every update, and every second for the age of its data. */
export function liveDisplay(label: string, stream: NodeJS.WriteStream): Display {
  const style = styleFor(process.env);
  const log = createLogUpdate(stream);
  let last: Update | undefined;
  const draw = (): void => {
    if (last) log(statusLine(label, last, Date.now(), stream.columns || 80, style));
  };
  const timer = setInterval(draw, redrawEvery);
  stream.on('resize', draw);
  return {
    show(update) {
      last = update;
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
  return {
    show(update) {
      const parts = [label, update.phase, ...describeUpdate(update, style)];
      if (update.problem) parts.push(update.problem.message);
      const now = JSON.stringify([update.batch, update.phase, update.problem?.code]);
      if (now !== before) stream.write(`${parts.join(`, `)}\n`);
      before = now;
    },
    close: () => undefined,
  };
}

/** A JSON object for every change. */
export function jsonDisplay(write: (update: Update) => void): Display {
  return { show: write, close: () => undefined };
}

const styleFor = (environment: NodeJS.ProcessEnv): LineStyle => ({
  glyphs: glyphsFor(environment),
  colour: ansis,
});
