import { installationOf } from './browser-needs.ts';
import { OutputTail } from './output-tail.ts';
import { servePage } from './page.ts';
import { findProgram } from './programs-in-path.ts';
import type { Program, Runtime, Session } from './runtime.ts';

/** The browser that `FIREFOX` names, or else one that is installed. */
function find(): string | undefined {
  const { FIREFOX: named } = process.env;
  return named ? findProgram(named) : findProgram('firefox-esr', 'firefox');
}

/** Opens a page over WebDriver BiDi. */
export async function openInFirefox(url: string): Promise<Session> {
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: find()! });
  const output = new OutputTail();
  const page = await browser.newPage();
  const ended = new Promise<string>((resolve) => {
    browser.once('disconnected', () => resolve('The browser ended.'));
    page.on('pageerror', (error) => {
      const text = String(error);
      // What a page cannot read is also reported here, although the page handles it.
      if (text.includes('Cross-Origin Request Blocked')) output.add(`${text}\n`);
      else resolve(`The page failed: ${text}.`);
    });
  });
  page.on('console', (message) => output.add(`${message.text()}\n`));
  await page.goto(url);
  return {
    ended,
    endsByItself: false,
    output: output.read,
    stop: () => browser.close(),
  };
}

async function startPage(program: Program): Promise<Session> {
  const server = await servePage(program, 'firefox', 'bundled');
  const session = await openInFirefox(server.url);
  return {
    ...session,
    async stop() {
      await session.stop();
      await server.close();
    },
  };
}

export const firefox: Runtime = {
  id: 'firefox',
  title: 'Firefox',
  runtime: 'firefox',
  isLong: true,
  isOptional: true,
  find() {
    const path = find();
    return path === undefined ? { missing: installationOf('firefox') } : { path };
  },
  variants: [{ title: '', clients: ['fetch'], start: startPage }],
};
