import type {
  Finding,
  Following,
  Grant,
  SharedReport,
  SharedStore,
  Turn,
} from '../../src/sharing.ts';
import type { VirtualClock } from '@batch-status/simulation';

/** A store in memory that grants what a test says, and can stop responding. */
export class StubStore implements SharedStore {
  readonly #clock: VirtualClock;
  readonly following = new Set<string>();
  /** What the last request has found, and how many there were. */
  readonly #known = new Map<string, { version: number; known: Finding['shared'] }>();
  /** What the next turns grant. */
  readonly grants: Grant[] = [];
  /** What the next turn reports. */
  reports: SharedReport[] = [];
  readonly found: { batchId: string; finding: Finding }[] = [];
  readonly givenBack: { batchId: string; wasSent: boolean }[] = [];
  isForgotten = false;
  hasMissed = false;
  /** How far its clock is ahead. */
  ahead = 0;
  /** How many requests each turn asked for. */
  readonly asked: number[] = [];
  isClosed = false;
  /** While it is set, nothing is answered. */
  silence: Promise<void> | undefined;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  grant(batchId: string, at: number = this.#clock.now()): void {
    const { version, known } = this.#known.get(batchId) ?? { version: 0, known: undefined };
    this.grants.push({ batchId, at, version, known, token: batchId });
  }

  readonly turn = async (most: number): Promise<Turn> => {
    await this.silence;
    this.asked.push(most);
    const now = this.#clock.now() + this.ahead;
    const { reports, isForgotten, hasMissed } = this;
    this.reports = [];
    this.isForgotten = false;
    this.hasMissed = false;
    return {
      ...{ now, reports, isForgotten, hasMissed, isContended: false, isActive: true },
      ...{ perSecond: 5, requestsInProgress: 0, nextAt: Infinity, multiple: 1, server: undefined },
      size: this.following.size,
      grants: this.grants.splice(0, most),
    };
  };

  readonly follow = async (batches: readonly Following[]): Promise<SharedReport[]> => {
    for (const { batchId } of batches) this.following.add(batchId);
    return [];
  };

  readonly unfollow = async (batchIds: readonly string[]): Promise<void> => {
    for (const batchId of batchIds) this.following.delete(batchId);
  };

  readonly finish = async ({ batchId, version }: Grant, finding: Finding) => {
    this.found.push({ batchId, finding });
    this.#known.set(batchId, { version: version + 1, known: finding.shared });
    return { version: version + 1, nextAt: this.#clock.now() + 1_000 };
  };

  readonly giveBack = async ({ batchId }: Grant, wasSent: boolean): Promise<void> => {
    this.givenBack.push({ batchId, wasSent });
  };

  readonly changeServer: SharedStore['changeServer'] = async (change) => {
    change(undefined);
  };

  readonly hasten = async (): Promise<void> => {};

  readonly close = async (): Promise<void> => {
    this.isClosed = true;
  };
}
