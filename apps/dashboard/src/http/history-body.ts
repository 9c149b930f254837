import type { HistoryPoint } from '../wire/board.ts';

/** A table for spreadsheets. Times are in UTC. */
export function* csvOf(pages: Iterable<HistoryPoint[]>): Generator<string> {
  yield 'receivedAt,waiting,active,completed,failed,total\r\n';
  for (const page of pages) yield page.map(rowOf).join('');
}

function rowOf({ receivedAt, waiting, active, completed, failed, total }: HistoryPoint): string {
  const time = new Date(receivedAt).toISOString();
  return `${[time, waiting, active, completed, failed, total].join(',')}\r\n`;
}

/** An array of points. */
export function* jsonOf(pages: Iterable<HistoryPoint[]>): Generator<string> {
  let separator = '[';
  for (const page of pages) {
    for (const point of page) {
      yield `${separator}${JSON.stringify(point)}`;
      separator = ',\n';
    }
  }
  yield separator === '[' ? '[]\n' : ']\n';
}

/** A name for the file that works on every system. */
export function fileNameOf(batchId: string, extension: string): string {
  const safe = batchId
    .replace(/[^\w.-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 100);
  return `history-${safe || 'batch'}.${extension}`;
}
