import type { ComponentChildren, JSX } from 'preact';
import type { BatchView } from '../board/batch-view.ts';
import { useApp } from '../frame/context.ts';
import { formatDuration, formatIn } from '../text/duration.ts';
import { formatCount, formatRate, formatShare } from '../text/numbers.ts';
import { formatTimeLeft } from '../text/time-left.ts';
import { formatTime } from '../text/time-of-day.ts';

/** The numbers of a batch. */
export function Facts({ view }: { view: BatchView }): JSX.Element {
  const { board } = useApp();
  const now = board.now.value;
  const { last } = view.batch.value;
  if (last.type === 'pending') {
    return (
      <dl class="facts">
        <Fact name="Waiting since">{formatTime(last.waitingSince, now)}</Fact>
        <Fact name="Next request">{view.isOver ? '–' : formatIn(last.nextCheckAt - now)}</Fact>
      </dl>
    );
  }
  const { batch, progress, receivedAt, nextCheckAt } = last;
  const { completed, failed, total, startTime, completedTime, averageCallDuration } = batch;
  const ended = completed + failed;
  const timeLeft = view.timeLeft.value;
  const [likely, range] = timeLeft ? formatTimeLeft(timeLeft) : ['–', ''];
  return (
    <dl class="facts">
      {!view.isOver && (
        <>
          <Fact name="Time left" more={range}>
            {likely}
          </Fact>
          <Fact name="Likely end">{timeLeft ? formatTime(now + timeLeft.likely, now) : '–'}</Fact>
          <Fact name="Rate">
            {progress.throughput === undefined ? '–' : formatRate(progress.throughput)}
          </Fact>
          <Fact name="Average call">
            {averageCallDuration == null ? '–' : formatDuration(averageCallDuration * 1000)}
          </Fact>
        </>
      )}
      <Fact name="Ended" more={`of ${formatCount(total)}`}>
        {formatCount(ended)}
      </Fact>
      <Fact name="Failed" more={ended > 0 ? 'of ended calls' : ''}>
        {ended > 0 ? formatShare(failed, ended) : '–'}
      </Fact>
      <Fact
        name={view.isOver ? 'Duration' : 'Running for'}
        more={startTime == null ? '' : `started ${formatTime(startTime, now)}`}
      >
        {startTime == null
          ? '–'
          : formatDuration((completedTime ?? (view.isOver ? receivedAt : now)) - startTime)}
      </Fact>
      <Fact
        name="Data"
        more={
          view.isOver || nextCheckAt === undefined
            ? 'no longer polled'
            : `next request ${formatIn(nextCheckAt - now)}`
        }
        flag={view.isOld.value ? 'old' : undefined}
      >
        {formatDuration(now - receivedAt)} old
      </Fact>
    </dl>
  );
}

interface FactProps {
  name: string;
  more?: string;
  flag?: string | undefined;
  children: ComponentChildren;
}

const Fact = ({ name, more = '', flag, children }: FactProps): JSX.Element => (
  <div data-flag={flag}>
    <dt>{name}</dt>
    <dd>
      <span class="value">{children}</span> <span class="more">{more}</span>
    </dd>
  </div>
);
