import type { ServerResponse } from 'node:http';

/** What a viewer is sent, and until when. */
export interface ViewerOptions {
  /** The newest state. */
  newest: () => Buffer;
  /** Whether the access of the viewer has neither expired nor been revoked. */
  mayRead: () => boolean;
}

/**
 * One response that a page reads as it grows. A page that reads too slowly is sent nothing until it has
 * read what was sent before; then it gets the newest state instead of what it missed.
 */
export class Viewer {
  readonly #response: ServerResponse;
  readonly #options: ViewerOptions;
  #isFull = false;
  #isBehind = false;

  constructor(response: ServerResponse, options: ViewerOptions) {
    this.#response = response;
    this.#options = options;
    response.on('drain', () => {
      this.#isFull = false;
      if (this.#isBehind) this.sendNewest();
    });
  }

  sendNewest(): void {
    this.#isBehind = false;
    this.#write(this.#options.newest);
  }

  /** Sends changes, unless it has not read yet what came before them. */
  send(changes: Buffer): void {
    if (this.#isFull && this.#options.mayRead()) this.#isBehind = true;
    else this.#write(() => changes);
  }

  end(): void {
    // What a page that does not read was sent would keep the connection open.
    if (this.#isFull) this.#response.destroy();
    else this.#response.end();
  }

  #write(bytes: () => Buffer): void {
    if (this.#options.mayRead()) this.#isFull = !this.#response.write(bytes());
    else this.end();
  }
}
