import type { Page } from 'playwright';

/** Opens the search, and returns the addresses of what it finds. */
export async function search(tab: Page, words: string): Promise<string[]> {
  await tab.keyboard.press('Control+k');
  await tab.locator('input.pagefind-ui__search-input').fill(words);
  // The message names the words, so it is not that of another search, or of one that goes on.
  const message = new RegExp(`results? for ${words}`);
  const shown = tab.locator('.pagefind-ui__message', { hasText: message });
  await shown.waitFor();
  const links = tab.locator('.pagefind-ui__result-link');
  // Each result is loaded after the message has counted it.
  if (!(await shown.innerText()).startsWith('No ')) {
    await links.first().waitFor();
    await tab.locator('.pagefind-ui__loading').first().waitFor({ state: 'detached' });
  }
  const found = await links.evaluateAll((all) =>
    all.map((link) => link.getAttribute('href') ?? ''),
  );
  await tab.keyboard.press('Escape');
  return found;
}
