import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The Chromium to test with: `CHROMIUM`, or where Debian installs it; nothing if there is none. */
export const chromium: string | undefined = [process.env['CHROMIUM'], '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);

export interface Tab {
  /** Every address that the page asked for, whether it was answered or not. */
  requests: string[];
  /** What the page's policy forbade, what it logged as an error, and what it threw. */
  problems: string[];
  /** The value of an expression in the page, awaited. */
  evaluate: (expression: string) => Promise<unknown>;
  close: () => Promise<void>;
}

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
  result?: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
  error?: { message: string };
}

/** Opens an address in a Chromium that can reach no host, and waits until it is loaded. */
export async function openTab(executable: string, address: string): Promise<Tab> {
  const profile = await mkdtemp(join(tmpdir(), 'batch-status-chromium-'));
  const browser = spawn(
    executable,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Redoc renders what is near the window only, so the window holds the whole page.
      '--window-size=1440,12000',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--remote-debugging-port=0',
      '--remote-allow-origins=*',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const port = await debuggingPort(browser.stderr);
  const tabs = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    type: string;
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(tabs.find((tab) => tab.type === 'page')!.webSocketDebuggerUrl);
  await once(socket, 'open');

  const requests: string[] = [];
  const problems: string[] = [];
  const waiting = new Map<number, (message: Message) => void>();
  const loaded = new EventTarget();
  const load = once(loaded, 'load');
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    const { method, params } = message;
    if (method === 'Page.loadEventFired') loaded.dispatchEvent(new Event('load'));
    if (method === 'Network.requestWillBeSent') requests.push(params!['request'].url);
    if (method === 'Log.entryAdded' && params!['entry'].level === 'error') {
      problems.push(params!['entry'].text);
    }
    if (method === 'Runtime.consoleAPICalled' && params!['type'] === 'error') {
      problems.push(JSON.stringify(params!['args']));
    }
    if (method === 'Runtime.exceptionThrown') {
      problems.push(JSON.stringify(params!['exceptionDetails']));
    }
  });

  let lastId = 0;
  const send = async (method: string, params: object = {}): Promise<Record<string, unknown>> => {
    const id = ++lastId;
    const answer = await new Promise<Message>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result!;
  };
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await send(`${domain}.enable`);
  await send('Page.navigate', { url: address });
  await load;

  return {
    requests,
    problems,
    async evaluate(expression) {
      const { result, exceptionDetails } = (await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
        userGesture: true,
      })) as { result: { value: unknown }; exceptionDetails?: unknown };
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
    async close() {
      socket.close();
      const exited = once(browser, 'exit');
      browser.kill();
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function debuggingPort(stderr: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const port = /^DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(line)?.[1];
    if (port) {
      stderr.resume();
      return port;
    }
    said.push(line);
  }
  throw new Error(`Chromium ended before it could be used. It said:\n${said.join('\n')}`);
}
