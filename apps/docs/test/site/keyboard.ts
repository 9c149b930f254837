import type { Page } from 'playwright';

/** What Tab reaches, in its order, until the focus leaves the page or stays where it is. */
export async function focusOrder(tab: Page): Promise<string[]> {
  const order: string[] = [];
  for (;;) {
    await tab.keyboard.press('Tab');
    const name = await tab.evaluate(newFocus);
    if (name === undefined) return order;
    order.push(name);
    if (name === 'nothing') return order;
  }
}

/**
 * The tag of the element that has the focus, and its name or text. Nothing if it had the focus before.
 * It runs in the page.
 */
function newFocus(): string | undefined {
  const page = globalThis as { lastFocus?: Element };
  const element = document.activeElement;
  if (!element || element === document.body) return 'nothing';
  if (page.lastFocus === element) return undefined;
  page.lastFocus = element;
  const text = element.textContent.trim() || (element as HTMLElement).title;
  return `${element.localName} ${(element.ariaLabel ?? text).replaceAll(/\s+/g, ' ').slice(0, 60)}`;
}

/** Elements that Tab does not reach, or does not leave. */
export function unreachable(order: readonly string[], wanted: readonly string[]): string[] {
  const missing = wanted.filter((name) => !order.includes(name));
  return order.at(-1) === 'nothing' ? missing : [...missing, `The focus stays at ${order.at(-1)}.`];
}

/** What Tab must reach on a guide. `summary` is a group of the menu. */
export const controls: readonly string[] = [
  'a Skip to content',
  'button Search',
  'a API',
  'a Reference',
  'a GitHub',
  'select DarkLightAuto',
  'summary Show batches in a page',
  'a Show a batch with React',
  'a Show a batch with Next.js',
  'button Copy to clipboard',
];
