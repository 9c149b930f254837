import { useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { HistoryPoint } from '../../wire/board.ts';
import { paths } from '../../wire/paths.ts';
import { useApp } from '../frame/context.ts';
import { formatCount, numbers } from '../text/numbers.ts';
import { formatStart } from '../text/time-of-day.ts';
import type { ThroughputChart } from './draw-throughput.ts';
import { bucketsOf, perMinute } from './throughput.ts';
import type { ReadonlySignal } from '@preact/signals';

const mostOfChart = 60;
const mostOfTable = 9;

interface PointsProps {
  points: ReadonlySignal<readonly HistoryPoint[]>;
}

interface ThroughputProps extends PointsProps {
  batchId: string;
}

/** The calls that ended over time: a chart, and a table for those who do not see it. */
export function ThroughputSection({ batchId, points }: ThroughputProps): JSX.Element {
  const { router } = useApp();
  const url = router.url(paths.history(batchId));
  return (
    <section class="panel throughput" aria-labelledby="throughput">
      <div class="panel-head">
        <h2 id="throughput">Ended calls per minute</h2>
        <p class="buttons">
          <a class="button" href={`${url}?format=csv`} download>
            History as CSV
          </a>
          <a class="button" href={url} download>
            JSON
          </a>
        </p>
      </div>
      <p class="legend">
        <span class="line line-completed" /> completed <span class="line line-failed" /> failed
      </p>
      <Chart points={points} />
      <div class="numbers">
        <ThroughputTable points={points} />
      </div>
    </section>
  );
}

function Chart({ points }: PointsProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const isMissing = useSignal(false);
  const chart = useSignal<ThroughputChart | undefined>(undefined);
  useEffect(() => {
    let isGone = false;
    // The code of the chart is loaded only when a batch is opened.
    const draw = async (): Promise<void> => {
      try {
        const { drawThroughput } = await import('./draw-throughput.ts');
        if (!isGone && place.current) chart.value = drawThroughput(place.current);
      } catch {
        // The server is out of reach, or was updated and has the code under another name.
        isMissing.value = true;
      }
    };
    void draw();
    return () => {
      isGone = true;
      chart.peek()?.remove();
    };
  }, [chart, isMissing]);
  useSignalEffect(() => chart.value?.show(bucketsOf(points.value, mostOfChart)));
  if (isMissing.value) {
    return <p class="empty">The chart cannot be loaded now. The table has the same numbers.</p>;
  }
  return <div class="chart" ref={place} aria-hidden="true" />;
}

function ThroughputTable({ points }: PointsProps): JSX.Element {
  const all = points.value;
  const buckets = bucketsOf(all, mostOfTable);
  const now = all.at(-1)?.receivedAt ?? 0;
  if (buckets.length === 0) {
    return <p class="empty">There is no history yet. It begins with the second response.</p>;
  }
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">Completed</th>
          <th scope="col">Failed</th>
          <th scope="col">Per minute</th>
        </tr>
      </thead>
      <tbody>
        {buckets.toReversed().map((bucket, index) => (
          // By place: a new row must not move the others.
          <tr key={index}>
            <th scope="row">{formatStart(bucket.from, bucket.to, now)}</th>
            <td>{formatCount(bucket.completed)}</td>
            <td>{formatCount(bucket.failed)}</td>
            <td>{numbers.format(perMinute(bucket.completed + bucket.failed, bucket))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
