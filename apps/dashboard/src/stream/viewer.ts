import type { ServerResponse } from 'node:http';

/**
 * One response that a page reads as it grows. A page that reads too slowly is sent nothing until it has
 * read what was sent before; then it gets the newest state instead of what it missed.
 */
export class Viewer {
  readonly #response: ServerResponse;
  readonly #mayRead: () => boolean;
  #isFull = false;
  #isBehind = false;

  /** @param mayRead Whether its access has neither expired nor been revoked. */
  constructor(response: ServerResponse, mayRead: () => boolean) {
    this.#response = response;
    this.#mayRead = mayRead;
    response.on('drain', () => {
      this.#isFull = false;
    });
  }

  /** Sends changes, or the newest state if it missed some. */
  send(changes: Buffer, newest: () => Buffer): void {
    if (!this.#mayRead()) this.end();
    else if (this.#isFull) this.#isBehind = true;
    else if (this.#isBehind) this.sendNewest(newest());
    else this.#write(changes);
  }

  sendNewest(newest: Buffer): void {
    this.#isBehind = false;
    this.#write(newest);
  }

  end(): void {
    // What a page that does not read was sent would keep the connection open.
    if (this.#isFull) this.#response.destroy();
    else this.#response.end();
  }

  #write(bytes: Buffer): void {
    this.#isFull = !this.#response.write(bytes);
  }
}
