/** Calls back after a time, unless the function that it returns is called first. */
export type After = (ms: number, callback: () => void) => () => void;

/** Expires if it is not restarted in time. */
export class Watchdog {
  readonly expired: Promise<'expired'>;
  readonly #start: () => () => void;
  #stop: () => void;

  constructor(after: After, ms: number) {
    let expire!: (end: 'expired') => void;
    this.expired = new Promise((resolve) => (expire = resolve));
    this.#start = () => after(ms, () => expire('expired'));
    this.#stop = this.#start();
  }

  restart(): void {
    this.stop();
    this.#stop = this.#start();
  }

  stop(): void {
    this.#stop();
  }
}
