/**
 * The rows of the overview, written by hand for running batches: elements are created once, and each
 * event sets the texts that differ. `pnpm bench dashboard` compares the page with it.
 */
import { barStyles } from '@batch-status/element/bar';
import type { BoardEvent } from '../../../src/wire/board.ts';
import { HandRow } from './hand-row.ts';
import '../../../src/page/styles/page.css';
import '../../../src/page/styles/frame.css';
import '../../../src/page/styles/overview.css';
import '../../../src/page/styles/batch.css';

const sheet = new CSSStyleSheet();
sheet.replaceSync(barStyles);
document.adoptedStyleSheets.push(sheet);

const body = document.querySelector('.body')!;
const rows = new Map<string, HandRow>();

new EventSource('api/events').addEventListener('message', ({ data }: MessageEvent<string>) => {
  const { batches, now } = JSON.parse(data) as BoardEvent;
  // Like the page, in steps of five seconds.
  const calmNow = Math.ceil((now + 1) / 5_000) * 5_000;
  for (const batch of batches) {
    let row = rows.get(batch.batchId);
    if (!row) {
      row = new HandRow(batch.batchId);
      rows.set(batch.batchId, row);
      body.append(row.element);
    }
    row.show(batch, calmNow);
  }
});
