import { systemClock } from '@batch-status/time';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { paths } from '../wire/paths.ts';
import { barSheet } from './bar/bar-sheet.ts';
import { Board, longestSilence } from './board/board.ts';
import { Views } from './board/views.ts';
import { applyBoardInPage } from './connection/board-in-page.ts';
import { followBoard } from './connection/board-feed.ts';
import { connectToWorker } from './connection/worker.ts';
import { Api } from './frame/api.ts';
import { AppView } from './frame/app-view.tsx';
import type { App } from './frame/context.ts';
import { followAll } from './follow/follow-all.ts';
import type { Excess } from './follow/excess.ts';
import { Router } from './frame/router.ts';
import calm from './icons/calm.svg?url';
import attention from './icons/attention.svg?url';
import cutOff from './icons/cut-off.svg?url';
import { Announcer } from './news/announcer.ts';
import { LatestNews } from './news/latest-news.ts';
import { watchNews } from './news/news.ts';
import { notify } from './news/notify.ts';
import { showMood } from './news/page-mood.ts';
import { summarize } from './news/summarize.ts';
import { watchProblems } from './news/watch-problems.ts';
import { isAway, onReturn } from './news/when-away.ts';
import { callAfter } from './time/call-after.ts';
import { openSettings } from './settings/settings.ts';
import { reloadForUpdate } from './frame/reload-for-update.ts';
import './styles/page.css';
import './styles/frame.css';
import './styles/overview.css';
import './styles/batch.css';

document.adoptedStyleSheets.push(barSheet());
const clock = systemClock;
// This script is one folder below the base, whatever that is.
const router = new Router(new URL(/* @vite-ignore */ '../', import.meta.url));
const settings = openSettings();
const board = new Board(clock);
const views = new Views(board, settings);
const api = new Api(router);
const notice = signal('');
const excess = signal<Excess | undefined>(undefined);
const app: App = {
  ...{ board, views, settings, router, api, notice, excess },
  followAll: (ids, isShown = false) => followAll({ api, notice, excess }, ids, isShown),
};

const applyEvent = applyBoardInPage((event, age) => board.apply(event, age));

const announcer = new Announcer(clock);
/** News that came while the viewer was away, for the title. */
const missed = new LatestNews();
const unseen = signal('');
watchNews(views, (items) => {
  announcer.tell(items);
  if (!isAway()) return;
  missed.add(items);
  unseen.value = summarize(missed.all());
  if (settings.notify.value) notify(items, calm);
});
watchProblems(views, (problem, sentence) => announcer.tellOfPage(problem, sentence));
onReturn(() => {
  board.tick();
  missed.clear();
  unseen.value = '';
});
showMood(app, { calm, attention, cutOff }, unseen);
reloadForUpdate(board);
effect(() => {
  document.documentElement.dataset['theme'] = settings.theme.value;
});

render(<AppView app={app} sentence={announcer.sentence} />, document.querySelector('#app')!);

const feed = followBoard(router.url(paths.events), connectToWorker, clock, {
  event: applyEvent,
  down: (failure) => board.down(failure),
});

let sinceReconnect = 0;
const second = (): void => {
  board.tick();
  sinceReconnect += 1;
  if (board.sinceContact.peek() > longestSilence && sinceReconnect >= 5) {
    sinceReconnect = 0;
    feed.reconnect();
  }
  callAfter(clock, 1_000, second);
};
second();
