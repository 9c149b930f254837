import type { NewsItem } from './news.ts';

/**
 * Shows a notification of the browser. All pages of a browser show the same one: with the same tag, it
 * appears once.
 */
export function notify({ batchId, kind, text }: NewsItem, icon: string): void {
  try {
    const notification = new Notification('Batch status', {
      body: text,
      icon,
      tag: `${kind} ${batchId}`,
    });
    notification.addEventListener('click', () => {
      focus();
      notification.close();
    });
  } catch {
    // Some browsers, on phones, show notifications of service workers only.
  }
}
