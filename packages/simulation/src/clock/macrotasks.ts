/**
 * Waits for turns of the event loop, in every runtime and without a timer. At the start of a turn,
 * every promise that can settle without waiting has settled.
 */
export class Macrotasks {
  readonly #channel = new MessageChannel();
  #resume: () => void = () => {};

  constructor() {
    this.#channel.port1.addEventListener('message', () => this.#resume());
    this.#channel.port1.start();
  }

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
      this.#channel.port2.postMessage(null);
    });
  }

  /** Closes the channel, which would keep the process alive. */
  close(): void {
    this.#channel.port1.close();
  }
}
