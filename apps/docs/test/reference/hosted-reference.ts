import { launchOffline, type OpenPage, openPage } from '@batch-status/chromium';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright';

import { serveSite, type ServedSite } from '../serve-site.ts';
import { builtReference } from './built-reference.ts';
import { contractFacts, type ContractFacts } from './contract-facts.ts';

/** What Redoc renders last. */
export const lastProperty = 'How long the call lasted, in seconds.';

export const redocOf = (page: Page): Locator => page.locator('#redoc');

/** Until Redoc has rendered everything, and its search is ready. */
export async function settle(page: Page): Promise<void> {
  await redocOf(page).getByText(lastProperty).waitFor({ state: 'attached' });
  await redocOf(page).getByText('Search Ctrl+K').waitFor({ state: 'attached' });
}

/** The reference on a host, under a path, and a browser to open it. */
export class HostedReference implements AsyncDisposable {
  readonly browser: Browser;
  readonly facts: ContractFacts;
  readonly host: ServedSite;
  readonly #folder: string;

  private constructor(folder: string, browser: Browser, host: ServedSite, facts: ContractFacts) {
    this.#folder = folder;
    this.browser = browser;
    this.host = host;
    this.facts = facts;
  }

  static async start(): Promise<HostedReference> {
    const folder = await builtReference();
    const contract = await readFile(join(folder, 'reference/openapi.json'), 'utf8');
    const host = await serveSite(folder, '/some/base/');
    const browser = await launchOffline();
    return new HostedReference(folder, browser, host, contractFacts(JSON.parse(contract)));
  }

  url(path = ''): string {
    return `${this.host.url}reference/${path}`;
  }

  open(path?: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
    const viewport = { width: 1440, height: 900 };
    return openPage(this.browser, this.url(path), { viewport, ...options });
  }

  /** Writes a changed copy of the reference, to see that a check finds the change. */
  async changed(from: string | RegExp, to: string): Promise<string> {
    const page = await readFile(join(this.#folder, 'reference/index.html'), 'utf8');
    const copy = page.replace(from, () => to);
    if (copy === page) throw new Error(`The reference has no ${from}.`);
    await writeFile(join(this.#folder, 'reference/changed.html'), copy);
    return 'changed.html';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.host[Symbol.asyncDispose]();
    await rm(join(this.#folder, 'reference/changed.html'), { force: true });
  }
}
