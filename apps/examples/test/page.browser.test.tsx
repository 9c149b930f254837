import { expect, onTestFinished, test, vi } from 'vitest';
import { batch } from '../testing/batch.ts';

test('the element shows the updates of your own code', async () => {
  document.body.innerHTML = '<batch-progress batch-id="demo"></batch-progress>';
  vi.stubGlobal('fetch', async () => Response.json({ ...batch, isComplete: true }));
  onTestFinished(() => {
    document.body.innerHTML = '';
    vi.unstubAllGlobals();
  });
  await import('../element/own-updates.ts');
  const { shadowRoot } = document.querySelector('batch-progress')!;
  expect(shadowRoot!.textContent).toContain('8 of 10 calls done');
});

test('the page of your own shows the progress of the batch', async () => {
  document.body.innerHTML = '<progress></progress><p>Waiting for the first response…</p>';
  vi.stubGlobal('fetch', async () => Response.json({ ...batch, isComplete: true }));
  onTestFinished(() => {
    document.body.innerHTML = '';
    vi.unstubAllGlobals();
  });
  await import('../web-page/page.ts');
  expect(document.querySelector('progress')!.value).toBe(0.8);
  expect(document.body.textContent).toBe('complete: 8 of 10 calls are done');
});
