import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BatchProgress } from '../react/batch-progress.tsx';
import { batch } from '../testing/batch.ts';

/** The text of the component, once it has an element that the selector matches. */
async function shownWith(response: Response, selector: string): Promise<string | null> {
  // `act` would hold back what the component shows until all requests have ended.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
  vi.stubGlobal('fetch', async () => response);
  const container = document.createElement('div');
  const root = createRoot(container);
  onTestFinished(() => {
    root.unmount();
    vi.unstubAllGlobals();
  });
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (container.querySelector(selector)) resolve(container.textContent);
    });
    // React may keep an element, and change only its attributes.
    observer.observe(container, { childList: true, attributes: true, subtree: true });
    root.render(<BatchProgress batchId="batch_1" />);
  });
}

test('the progress of a batch is shown', async () => {
  const text = await shownWith(Response.json(batch), 'progress');
  expect(text).toBe('running: 8 of 10 calls are done');
});

test('a refusal is shown', async () => {
  const refusal = Response.json({ error: 'No access' }, { status: 403 });
  expect(await shownWith(refusal, '[role=alert]')).toContain('“No access”');
});
