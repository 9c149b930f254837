import { findChromium } from '../../chromium.ts';
import { installationOf } from './browser-needs.ts';
import { OutputTail } from './output-tail.ts';
import { servePage, type Loading } from './page.ts';
import type { Program, Runtime, Session } from './runtime.ts';

async function startPage(program: Program, loading: Loading): Promise<Session> {
  const server = await servePage(program, 'chromium', loading);
  const { chromium: playwright } = await import('playwright');
  const browser = await playwright.launch({
    executablePath: findChromium()!,
    // Sent to no other address, and without a sandbox, which root cannot have.
    args: [
      '--no-sandbox',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
    ],
  });
  const output = new OutputTail();
  const page = await browser.newPage();
  const ended = new Promise<string>((resolve) => {
    browser.once('disconnected', () => resolve('The browser ended.'));
    page.once('crash', () => resolve('The page crashed.'));
    page.once('pageerror', (error) => resolve(`The page failed: ${error.stack ?? error.message}.`));
  });
  page.on('console', (message) => output.add(`${message.text()}\n`));
  await page.goto(server.url);
  return {
    ended,
    endsByItself: false,
    output: output.read,
    async stop() {
      await browser.close();
      await server.close();
    },
  };
}

export const chromium: Runtime = {
  id: 'chromium',
  title: 'Chromium',
  runtime: 'chromium',
  isOptional: true,
  find() {
    const path = findChromium();
    return path === undefined ? { missing: installationOf('chromium') } : { path };
  },
  variants: (['bundled', 'one file', 'import map'] as const).map((loading) => ({
    title: loading,
    clients: ['fetch'],
    isLong: loading === 'import map',
    start: (program: Program) => startPage(program, loading),
  })),
};
