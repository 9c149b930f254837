import { createLogUpdate } from 'log-update';

/** The source of time; tests pass their own. */
export interface Ticker {
  /** Milliseconds since any fixed point. */
  now: () => number;
  /** Calls back at this interval, until the function that it returns is called. */
  every: (milliseconds: number, call: () => void) => () => void;
}

/** Where progress is shown. */
export interface Screen {
  /** Shows a line that stays. */
  print: (text: string) => void;
  /** Shows a line in place of the one drawn before; only a terminal can. */
  draw?: (text: string) => void;
  /** Milliseconds between two updates. */
  interval: number;
}

export const systemTicker: Ticker = {
  now: () => performance.now(),
  every: (milliseconds, call) => {
    const timer = setInterval(call, milliseconds);
    return () => clearInterval(timer);
  },
};

/** In a terminal one line that is redrawn each second, elsewhere a line every ten seconds. */
export function screenFor(stream: NodeJS.WriteStream): Screen {
  const print = (text: string): void => void stream.write(`${text}\n`);
  if (!stream.isTTY || process.env['TERM'] === 'dumb') return { print, interval: 10_000 };
  const log = createLogUpdate(stream, { showCursor: true });
  return {
    print: (text) => {
      log.clear();
      print(text);
    },
    draw: (text) => log(text),
    interval: 1000,
  };
}

/** Says what runs, for how long, and how far it is. */
export class Progress {
  readonly #screen: Screen;
  readonly #ticker: Ticker;
  /** The line to draw again below what is printed. */
  #line: string | undefined;

  constructor(screen: Screen, ticker: Ticker) {
    this.#screen = screen;
    this.#ticker = ticker;
  }

  print(text: string): void {
    this.#screen.print(text);
    if (this.#line !== undefined) this.#screen.draw?.(this.#line);
  }

  /** Shows the work until it ends. `status` says how far it is. */
  async during<T>(
    name: string,
    work: () => Promise<T>,
    status: () => string = () => 'running',
  ): Promise<{ result: T; seconds: number }> {
    const startedAt = this.#ticker.now();
    const elapsed = (): number => (this.#ticker.now() - startedAt) / 1000;
    const show = (): void => {
      const line = `· ${name}: ${status()} (${formatSeconds(elapsed())})`;
      if (!this.#screen.draw) return this.#screen.print(line);
      this.#line = line;
      this.#screen.draw(line);
    };
    if (this.#screen.draw) show();
    const stop = this.#ticker.every(this.#screen.interval, show);
    try {
      return { result: await work(), seconds: elapsed() };
    } finally {
      stop();
      this.#line = undefined;
    }
  }
}

export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
