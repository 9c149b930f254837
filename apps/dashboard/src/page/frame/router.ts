import { signal, type Signal } from '@preact/signals';
import { paths } from '../../wire/paths.ts';

export type Place = { page: 'overview' } | { page: 'batch'; batchId: string };

/** The pages of the dashboard, below whatever base it is served at. */
export class Router {
  /** Ends with a slash. */
  readonly #base: URL;
  readonly place: Signal<Place>;
  /** The filters and the sorting of the overview. */
  readonly query: Signal<URLSearchParams>;

  /** Whether the viewer came from another page of the dashboard. */
  hasMoved = false;

  constructor(base: URL) {
    this.#base = base;
    this.place = signal(this.#read());
    this.query = signal(new URLSearchParams(location.search));
    addEventListener('popstate', () => this.#update());
  }

  /** The address of a path of the server. */
  url(path: string): string {
    return new URL(path, this.#base).href;
  }

  batchUrl(batchId: string): string {
    // Half a character has no place in an address.
    return this.url(paths.batch(batchId.toWellFormed()));
  }

  go(url: string): void {
    history.pushState(null, '', url);
    this.#update();
    scrollTo(0, 0);
  }

  /** Changes a filter, without a step in the history. */
  setQuery(name: string, value: string): void {
    const query = new URLSearchParams(this.query.value);
    if (value === '') query.delete(name);
    else query.set(name, value);
    const text = query.toString();
    history.replaceState(null, '', location.pathname + (text && `?${text}`));
    this.query.value = query;
  }

  #update(): void {
    this.hasMoved = true;
    this.place.value = this.#read();
    this.query.value = new URLSearchParams(location.search);
  }

  #read(): Place {
    const path = location.pathname.slice(this.#base.pathname.length);
    const [, encoded] = /^batches\/(.+)$/.exec(path) ?? [];
    if (encoded === undefined) return { page: 'overview' };
    try {
      return { page: 'batch', batchId: decodeURIComponent(encoded) };
    } catch {
      return { page: 'batch', batchId: encoded };
    }
  }
}
