import type { Page } from 'playwright';

/** What has the focus: its tag, its role or name, and its text. */
const focused = (tab: Page): Promise<string> =>
  tab.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing';
    const name =
      element.ariaLabel ?? (element.textContent?.trim() || (element as HTMLElement).title);
    return `${element.localName} ${name.replaceAll(/\s+/g, ' ').slice(0, 60)}`;
  });

/** What Tab reaches, in its order, until the focus leaves the page. */
export async function focusOrder(tab: Page): Promise<string[]> {
  const order: string[] = [];
  let current = '';
  let moves = 0;
  // A page has no more elements to focus than elements.
  const most = await tab.locator('*').count();
  while (current !== 'nothing' && moves < most) {
    await tab.keyboard.press('Tab');
    current = await focused(tab);
    order.push(current);
    moves += 1;
  }
  return order;
}

/** Elements that Tab does not reach, or does not leave. */
export function unreachable(order: readonly string[], wanted: readonly string[]): string[] {
  const missing = wanted.filter((name) => !order.includes(name));
  return order.at(-1) === 'nothing' ? missing : [...missing, `The focus stays at ${order.at(-1)}.`];
}
