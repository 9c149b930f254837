import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createBatchStatusClient } from '@batch-status/fetch';
import { createProxyListener } from '@batch-status/node/proxy';
import { createReferenceServer } from '@batch-status/reference-server';
import { expect, onTestFinished, test } from 'vitest';
import { firefox, openInFirefox } from '../../../scripts/cases/runtimes/firefox.ts';
import { openInWebKit, webkit } from '../../../scripts/cases/runtimes/webkit.ts';
import { closed, send, servePages } from './page-server.ts';
import { completeUpdate, updateOf } from './reports.ts';

/** Sends what the elements show to the server, whenever it changes. */
const observing = `
  const elements = [...document.querySelectorAll('batch-progress, batch-watch')];
  const textOf = ({ shadowRoot }, part) => shadowRoot.querySelector('.' + part).textContent;
  const violations = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
    violations.push(violatedDirective);
  });
  const send = () => {
    const shown = elements.map((element) => ({
      done: textOf(element, 'done'),
      phase: textOf(element, 'phase'),
      note: textOf(element, 'note'),
      color: getComputedStyle(element.shadowRoot.querySelector('.batch-completed')).backgroundColor,
      height: element.shadowRoot.querySelector('.batch-bar').clientHeight,
    }));
    fetch('/shown', { method: 'POST', body: JSON.stringify({ shown, violations }) });
  };
  const observer = new MutationObserver(send);
  for (const { shadowRoot } of elements) {
    observer.observe(shadowRoot, { childList: true, characterData: true, subtree: true });
  }
  send();
`;

interface Shown {
  done: string;
  phase: string;
  note: string;
  color: string;
  height: number;
}

const body = `<batch-progress batch-id="demo" src="/events"></batch-progress>
  <batch-watch batch-id="ended" src="/api"></batch-watch>
  <script type="module" src="/index.js"></script><script type="module" src="/watch.js"></script>
  <script type="module" src="/observing.js"></script>`;

test.for([
  ['Firefox', firefox, openInFirefox],
  ['WebKit', webkit, openInWebKit],
] as const)('elements in %s', async ([, { find }, open], { skip }) => {
  skip('missing' in find());
  await using pages = await servePages();
  const reference = createReferenceServer();
  onTestFinished(() => reference.close());
  const { url: baseUrl } = await reference.listen();
  reference.addBatch('ended', { calls: 50, createdAt: 1_703_097_600_000 });
  const client = createBatchStatusClient({
    ...{ baseUrl, apiKey: 'test-key', workspaceId: 'test-workspace' },
  });
  const proxy = createProxyListener(client, { authorize: () => true, path: '/api' });
  pages.handlers.set('/api/', (request, response) => proxy(request, response));
  pages.handlers.set('/observing.js', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(observing);
  });

  let newest: Shown[] = [];
  const violations: string[] = [];
  const waiting: { isRight: (shown: Shown[]) => boolean; resolve: () => void }[] = [];
  const check = (): void => {
    for (const { isRight, resolve } of waiting) if (isRight(newest)) resolve();
  };
  /** Resolves once the elements show something. */
  const until = (isRight: (shown: Shown[]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ isRight, resolve });
      check();
    });
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const found = JSON.parse(await text(request)) as { shown: Shown[]; violations: string[] };
    newest = found.shown;
    violations.push(...found.violations);
    response.end();
    check();
  };
  pages.handlers.set('/shown', (request, response) => void receive(request, response));
  const stream = pages.stream('/events');
  pages.body = body;

  const session = await open(pages.url);
  onTestFinished(() => session.stop());
  const first = await stream.connection();
  send(first, updateOf());
  await until(([progress, watch]) => progress?.phase === 'running' && watch?.phase === 'complete');
  const blue = 'rgb(0, 114, 178)';
  expect(newest.map(({ done, color }) => [done, color])).toEqual([
    ['8,412 of 10,000 calls done', blue],
    ['50 of 50 calls done', blue],
  ]);
  expect(newest.every(({ height }) => height > 0)).toBe(true);

  pages.handlers.set('/events', (request) => request.socket.destroy());
  first.destroy();
  await until(([progress]) => !!progress?.note.startsWith('Not connected'));
  pages.handlers.set('/events', stream.accept);
  const second = await stream.connection();
  send(second, completeUpdate());
  await until(([progress]) => progress?.phase === 'complete');
  await closed(second);
  expect(newest.map(({ note }) => note)).toEqual(['', '']);
  expect(violations).toEqual([]);
});
