/// <reference lib="dom" />

import { BatchProgress, type BatchElement, type BatchReport } from '@batch-status/element';
import {
  barStyles,
  formatDuration,
  formatTimeLeft,
  phaseWords,
  segmentNames,
  segmentsOf,
  type Counts,
  type FormatNumber,
  type Segment,
  type SegmentName,
} from '@batch-status/element/bar';
import { BatchWatch } from '@batch-status/element/watch';
import { updateMessage, type WatchReport } from '@batch-status/fetch';

export function show(report: WatchReport): void {
  const element: BatchElement | null = document.querySelector('batch-progress');
  if (!element || report.type === 'confirmation') return;
  element.update = report;
  if (report.type === 'update') element.update = updateMessage('b', report);
  element.addEventListener('batch-complete', ({ detail }) => {
    const last: BatchReport = detail;
    console.log(last.type);
  });
}

export function create(): HTMLElement[] {
  const watch = document.createElement('batch-watch');
  watch.setAttribute('src', '/api');
  watch.update = undefined;
  return [watch, new BatchWatch(), new BatchProgress()];
}

const format: FormatNumber = (count) => count.toLocaleString('en');

export function describe(counts: Counts, timeLeft: Parameters<typeof formatTimeLeft>[0]): string[] {
  const widths = segmentsOf(counts).map(({ name, count, percent }: Segment) => {
    const drawn: SegmentName = name;
    return `${drawn} ${format(count)} ${percent}`;
  });
  const words = phaseWords('running', 'processing');
  const times = [formatDuration(1, format), ...formatTimeLeft(timeLeft, format)];
  return [...widths, ...segmentNames, words, ...times, barStyles];
}
