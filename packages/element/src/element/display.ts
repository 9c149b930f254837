import { every, wallTime } from '@batch-status/time';
import { formatDuration, numbersFor } from '../bar/format.ts';
import type { BatchElement } from './batch-element.ts';
import { drawBatch } from './draw-batch.ts';
import { createParts } from './parts.ts';
import { longestAge, type BatchUpdate } from './report.ts';

/**
 * What a source calls, until it is stopped.
 *
 * @param state What is wrong with the source, if anything is: a sentence with a space after it.
 * @param report The newest report, from anywhere.
 */
export type Show = (state: string, report: unknown) => void;

/** Follows a batch. Returns a function after which nothing is shown. */
export type Follow = (src: string, batchId: string, show: Show) => () => void;

/** The members of a report that an element reads itself. They may be anything. */
interface Head {
  type?: unknown;
  batchId?: unknown;
  phase?: unknown;
  problem?: { message?: string } | null;
}

/** How late an update may be before its age is shown. */
const tolerance = 10_000;
/** From this age on, it is shown even if nothing is late. */
const notable = 120_000;

/**
 * Shows in an element what its property `update` is set to, or what a source reports. Returns the
 * function that follows what the attributes name, to be called whenever they may have changed.
 */
export function createDisplay(host: HTMLElement, follow: Follow): () => void {
  const part = createParts(host.attachShadow({ mode: 'open' }));
  let latest: unknown;
  let update: BatchUpdate | undefined;
  /** When the update was received, by the clock of the viewer. */
  let since = 0;
  let state = '';
  /** What is wrong with the batch. */
  let why = '';
  let followed: unknown;
  let stopClock: (() => void) | undefined;
  let unfollow: (() => void) | undefined;

  const attribute = (name: string): string => host.getAttribute(name) ?? '';

  const emit = (name: string): boolean =>
    host.dispatchEvent(
      new CustomEvent(`batch-${name}`, { detail: latest, bubbles: true, composed: true }),
    );

  const render = (): void => {
    const numbers = numbersFor(
      (host.closest<HTMLElement>('[lang]') ?? document.documentElement).lang,
    );
    drawBatch(part, update, numbers).ariaLabel = `Batch ${attribute('batch-id')}`;
    const age = wallTime() - since;
    const isNotable =
      update &&
      (state || why
        ? age >= 1000
        : // Without a source, there may be no report because nothing changed.
          attribute('src') && age >= Math.min(notable, longestAge(update) + tolerance));
    const data = isNotable ? `Data ${formatDuration(age, numbers)} old. ` : '';
    part('note', (state + data + why).trim());
    // Nothing more will come.
    if (update?.phase === 'complete') unfollow?.();
  };

  const receive = (report: unknown): void => {
    const id = attribute('batch-id');
    const {
      type,
      batchId = id,
      phase,
      problem = report as Head['problem'],
    } = Object(report) as Head;
    if (id && batchId !== id) return;
    const before = update;
    latest = report;
    why = problem?.message ?? '';
    try {
      if (type !== 'pending' && type !== 'error') update = (report || undefined) as typeof update;
      // Throws if the update cannot be read.
      render();
      if (update && update === report) {
        const now = wallTime();
        // The clock of the sender may be wrong. It says only that the next check is still to come.
        since = Math.min(now, Math.max(update.receivedAt, now - longestAge(update))) || now;
        render();
        emit('update');
        if (phase === 'complete' && phase !== before?.phase) emit('complete');
      }
      if (type === 'error') emit('error');
    } catch {
      update = before;
      why = 'Unreadable data.';
      render();
    }
  };

  const show: Show = (newState, report = latest) => {
    state = newState;
    render();
    if (report !== latest) receive(report);
  };

  // It may have been set before the element was defined.
  const { update: early } = host as Partial<BatchElement>;
  Object.defineProperty(host, 'update', { get: () => latest, set: receive });
  receive(early);

  // Wait until all attributes are set, and until an element that is moved is in its new place.
  return () =>
    queueMicrotask(() => {
      const src = attribute('src');
      const batchId = attribute('batch-id');
      const wanted = host.isConnected && `${src} ${batchId}`;
      if (wanted !== followed) {
        followed = wanted;
        unfollow?.();
        stopClock?.();
        state = '';
        if (wanted) {
          stopClock = every(1000, render);
          if (src) unfollow = follow(src, batchId, show);
        }
      }
      render();
    });
}
