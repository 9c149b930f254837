import type { NewsItem } from './news.ts';
import { mostNamed, summarize } from './summarize.ts';

/**
 * Shows notifications of the browser: one for each batch, or one for many at once. All pages of a browser
 * show the same ones: with the same tag, each appears once.
 */
export function notify(items: readonly NewsItem[], icon: string): void {
  if (items.length > mostNamed) {
    show(summarize(items), icon, summarize(items));
    return;
  }
  for (const item of items) show(summarize([item]), icon, `${item.kind} ${item.batchId}`);
}

function show(body: string, icon: string, tag: string): void {
  try {
    const notification = new Notification('Batch status', { body, icon, tag });
    notification.addEventListener('click', () => {
      focus();
      notification.close();
    });
  } catch {
    // Some browsers, on phones, show notifications of service workers only.
  }
}
