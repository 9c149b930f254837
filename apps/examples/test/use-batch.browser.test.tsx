import type { BatchStatus, BatchStatusSource } from '@batch-status/fetch';
import { createBatchStatusClient } from '@batch-status/fetch';
import { VirtualClock } from '@batch-status/simulation';
import { act, StrictMode, type ReactNode } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server.browser';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { useBatch } from '../react/use-batch.ts';
import { batch } from '../testing/batch.ts';

const complete: BatchStatus = {
  ...batch,
  status: 'completed',
  isComplete: true,
  waiting: 0,
  active: 0,
  completed: 9,
};

beforeAll(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
});

/** A source whose requests a test answers, and a component that shows a batch from it. */
class Trial {
  readonly clock = new VirtualClock();
  readonly requests: { batchId: string; signal: AbortSignal }[] = [];
  answer: (batchId: string) => BatchStatus | Promise<BatchStatus> = () => batch;
  readonly source: BatchStatusSource = {
    getBatchStatus: async (batchId, { signal } = {}) => {
      this.requests.push({ batchId, signal: signal! });
      return this.answer(batchId);
    },
  };
  readonly container: HTMLElement = document.createElement('div');

  readonly Batch = ({ id }: { id: string }): ReactNode => {
    const { update, error } = useBatch(this.source, id, { clock: this.clock });
    return (
      <>
        {update ? `${update.batch.completed} of ${update.batch.total}, ${update.phase}` : 'waiting'}
        {error instanceof Error && `; ${error.name}`}
      </>
    );
  };

  /** Renders, and lets everything run that can run without waiting. */
  async render(root: Root, element: ReactNode): Promise<string | null> {
    await act(() => {
      root.render(element);
      return this.clock.advance(0);
    });
    return this.container.textContent;
  }

  async advance(ms: number): Promise<string | null> {
    await act(() => this.clock.advance(ms));
    return this.container.textContent;
  }

  root(): Root {
    const root = createRoot(this.container);
    onTestFinished(() => act(() => root.unmount()));
    return root;
  }
}

test('shows the newest update until the batch is complete, and then sends nothing', async () => {
  const trial = new Trial();
  const { Batch } = trial;
  expect(await trial.render(trial.root(), <Batch id="a" />)).toBe('7 of 10, running');
  trial.answer = () => complete;
  expect(await trial.advance(60_000)).toBe('9 of 10, complete');
  const { length } = trial.requests;
  await trial.advance(3_600_000);
  expect(trial.requests).toHaveLength(length);
});

test('StrictMode sends one request, not two', async () => {
  const trial = new Trial();
  const { Batch } = trial;
  const element = (
    <StrictMode>
      <Batch id="a" />
    </StrictMode>
  );
  expect(await trial.render(trial.root(), element)).toBe('7 of 10, running');
  expect(trial.requests).toHaveLength(1);
  await trial.advance(60_000);
  expect(trial.clock.sleeping).toBe(1);
});

test('a component that unmounts cancels its request and sends no more', async () => {
  const trial = new Trial();
  const { Batch } = trial;
  const root = trial.root();
  trial.answer = () => new Promise(() => undefined);
  expect(await trial.render(root, <Batch id="a" />)).toBe('waiting');
  await trial.render(root, null);
  expect(trial.requests.map(({ signal }) => signal.aborted)).toEqual([true]);
  expect(trial.clock.sleeping).toBe(0);
  await trial.advance(3_600_000);
  expect(trial.requests).toHaveLength(1);
});

test('another id shows nothing of the first batch, even if that responds late', async () => {
  const trial = new Trial();
  const { Batch } = trial;
  const root = trial.root();
  expect(await trial.render(root, <Batch id="a" />)).toBe('7 of 10, running');
  const late = Promise.withResolvers<BatchStatus>();
  trial.answer = (batchId) => (batchId === 'a' ? late.promise : new Promise(() => undefined));
  await trial.advance(60_000);
  const shown: (string | null)[] = [];
  const observer = new MutationObserver(() => shown.push(trial.container.textContent));
  observer.observe(trial.container, { childList: true, subtree: true, characterData: true });
  expect(await trial.render(root, <Batch id="b" />)).toBe('waiting');
  late.resolve(complete);
  expect(await trial.advance(60_000)).toBe('waiting');
  expect(shown.filter((text) => text !== 'waiting')).toEqual([]);
  expect(trial.requests.at(-1)).toMatchObject({ batchId: 'b' });
});

test('another client shows nothing of the first one', async () => {
  const [trial, other] = [new Trial(), new Trial()];
  const Batch = ({ source }: { source: BatchStatusSource }): ReactNode =>
    useBatch(source, 'a', { clock: trial.clock }).update?.batch.completed ?? 'waiting';
  const root = trial.root();
  expect(await trial.render(root, <Batch source={trial.source} />)).toBe('7');
  other.answer = () => new Promise(() => undefined);
  expect(await trial.render(root, <Batch source={other.source} />)).toBe('waiting');
});

test('an error that ends the watch is shown beside the last update', async () => {
  const trial = new Trial();
  const { Batch } = trial;
  const refused = createBatchStatusClient({
    baseUrl: 'http://127.0.0.1',
    fetch: async () => Response.json({ error: 'revoked' }, { status: 401 }),
  });
  const error = await refused.getBatchStatus('a').catch((thrown: unknown) => thrown);
  expect(await trial.render(trial.root(), <Batch id="a" />)).toBe('7 of 10, running');
  trial.answer = () => Promise.reject(error);
  expect(await trial.advance(60_000)).toBe('7 of 10, running; ApiError');
  expect(trial.clock.sleeping).toBe(0);
});

test('a server renders it without a request, and the page takes over', async () => {
  const trial = new Trial();
  const { Batch } = trial;
  const complaints = vi.spyOn(console, 'error');
  trial.container.innerHTML = renderToString(<Batch id="a" />);
  expect(trial.container.textContent).toBe('waiting');
  expect(trial.requests).toEqual([]);
  await act(async () => {
    const root = hydrateRoot(trial.container, <Batch id="a" />);
    onTestFinished(() => act(() => root.unmount()));
    await trial.clock.advance(0);
  });
  expect(trial.container.textContent).toBe('7 of 10, running');
  expect(complaints).not.toHaveBeenCalled();
});
