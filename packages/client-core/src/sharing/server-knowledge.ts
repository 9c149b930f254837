import type { SharedPollerSettings } from './shared-poller-settings.ts';
import type { ServerState, SharedStore } from './shared-store.ts';
import type { StoreTime } from './store-time.ts';
import { RequestRate } from '../polling/request-rate.ts';
import { ServerPause, type FailedRequest, type MonitorPause } from '../polling/server-pause.ts';

/** What all processes together have learned about the server: whether it refuses or fails. */
export class ServerKnowledge {
  readonly #settings: SharedPollerSettings;
  readonly #store: SharedStore;
  readonly #time: StoreTime;
  #state: ServerState | undefined;
  #pause = new ServerPause();

  constructor(settings: SharedPollerSettings, store: SharedStore, time: StoreTime) {
    this.#settings = settings;
    this.#store = store;
    this.#time = time;
  }

  set(state: ServerState | undefined): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#pause = new ServerPause(state?.pause);
  }

  /** The present pause, by the clock of this process. */
  pause(size: number): MonitorPause | undefined {
    const pause = this.#pause.at(this.#time.now(), size);
    const { ahead } = this.#time;
    return pause && { ...pause, since: pause.since - ahead, until: pause.until - ahead };
  }

  /** The server responded. */
  async succeeded(size: number): Promise<void> {
    if (!this.#state || this.#isFine(this.#state)) return;
    let over: string[] = [];
    await this.#store.changeServer((state) => {
      if (!state || this.#isFine(state)) return undefined;
      const pause = new ServerPause(state.pause);
      const rate = this.#rateOf(state);
      over = pause.succeeded(size);
      rate.succeeded();
      return this.#changed(pause, rate, size);
    });
    // The outage is over: the others need not wait until their back-off ends.
    if (over.length > 0) await this.#store.hasten(over);
  }

  /** A request failed in a way that may concern all batches. */
  async failed(request: FailedRequest, size: number): Promise<void> {
    const now = this.#time.now();
    const random = this.#settings.clock.random();
    await this.#store.changeServer((state) => {
      const pause = new ServerPause(state?.pause);
      const rate = this.#rateOf(state);
      if (pause.failed(request, now, random, size)) rate.refused(request.sentAt, now);
      return this.#changed(pause, rate, size);
    });
  }

  /** No process follows these batches any more. */
  async removed(batchIds: readonly string[], size: number): Promise<void> {
    const isFailing = (state: ServerState | undefined): boolean =>
      !!state?.pause.failing.some(({ batchId }) => batchIds.includes(batchId));
    if (!isFailing(this.#state)) return;
    await this.#store.changeServer((state) => {
      if (!isFailing(state)) return undefined;
      const pause = new ServerPause(state!.pause);
      for (const batchId of batchIds) pause.removed(batchId);
      return this.#changed(pause, this.#rateOf(state), size);
    });
  }

  #isFine({ pause, perSecond }: ServerState): boolean {
    return pause.failing.length === 0 && perSecond >= this.#settings.maxRequestsPerSecond;
  }

  #rateOf(state: ServerState | undefined): RequestRate {
    return new RequestRate(this.#settings.maxRequestsPerSecond, state?.perSecond, state?.reducedAt);
  }

  #changed(
    pause: ServerPause,
    { perSecond, reducedAt }: RequestRate,
    size: number,
  ): { state: ServerState; until: number } {
    return { state: { pause: pause.state, perSecond, reducedAt }, until: pause.until(size) };
  }
}
