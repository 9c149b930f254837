import type { JSX } from 'preact';
import type { BatchStatus } from '@batch-status/node';
import type { BatchView } from '../board/batch-view.ts';
import { useApp } from '../frame/context.ts';
import { formatDuration } from '../text/duration.ts';
import { formatTime } from '../text/time-of-day.ts';

type Call = NonNullable<BatchStatus['recent_calls']>[number];

/** The calls of the last response. A share link has none. */
export function Calls({ view }: { view: BatchView }): JSX.Element | null {
  const { board } = useApp();
  const { last } = view.batch.value;
  const calls = last.type === 'update' ? last.batch.recent_calls : undefined;
  if (!calls || calls.length === 0) return null;
  const now = board.calmNow.value;
  return (
    <section class="panel calls" aria-labelledby="calls">
      <h2 id="calls">Latest calls seen</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Number</th>
            <th scope="col">Result</th>
            <th scope="col">Ended</th>
            <th scope="col">Duration</th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call, index) => (
            <tr key={`${call.jobId} ${index}`}>
              <th scope="row">
                <bdi>{call.jobId}</bdi>
              </th>
              <td>{call.phone_number ?? '–'}</td>
              <td>
                <bdi>{resultOf(call)}</bdi>
              </td>
              <td>{endOf(call, now)}</td>
              <td>{durationOf(call)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const resultOf = (call: Call): string =>
  'error' in call && typeof call.error === 'string' ? `${call.status}: ${call.error}` : call.status;

function endOf(call: Call, now: number): string {
  const at = ('completedAt' in call && call.completedAt) || ('failedAt' in call && call.failedAt);
  return typeof at === 'number' ? formatTime(at, now) : '–';
}

const durationOf = (call: Call): string =>
  'duration' in call && typeof call.duration === 'number'
    ? formatDuration(call.duration * 1000)
    : '–';
