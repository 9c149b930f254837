import type { JSX } from 'preact';
import { paths } from '../../wire/paths.ts';
import { stalenessFor } from '../follow/staleness-for.ts';
import type { StreamFailure } from '../connection/board-stream.ts';
import { formatDuration, formatIn } from '../text/duration.ts';
import { countOf } from '../text/numbers.ts';
import { formatTime } from '../text/time-of-day.ts';
import { pageProblems } from '../state/page-problems.ts';
import { Banner } from './banner.tsx';
import { useApp } from './context.ts';

/** What concerns all batches, the most important first. */
export const Banners = (): JSX.Element => (
  <div class="banners">
    <Notice />
    <CutOff />
    <KeyRefused />
    <OutageBanner />
    <OverCapacity />
    <NoHistory />
  </div>
);

/** What went wrong with what the viewer did last. */
function Notice(): JSX.Element | null {
  const { notice } = useApp();
  if (notice.value === '') return null;
  return (
    <Banner tone="warning" title="That did not work.">
      {notice.value}{' '}
      <button type="button" onClick={() => (notice.value = '')}>
        Dismiss
      </button>
    </Banner>
  );
}

function CutOff(): JSX.Element | null {
  const { board } = useApp();
  if (!board.isCutOff.value) return null;
  const { failure, state, sinceContact, now } = board;
  const advice = adviceFor(failure.value);
  if (!state.value) {
    return (
      <Banner tone="bad" title={pageProblems.noAnswer.title}>
        {advice}
      </Banner>
    );
  }
  const since = formatTime(now.value - sinceContact.value, now.value);
  return (
    <Banner
      tone="bad"
      title={pageProblems.cutOff.title}
      facts={[`As of ${since}`, `${formatDuration(sinceContact.value, 1)} ago`]}
    >
      Everything below is as it was then. {advice}
    </Banner>
  );
}

function adviceFor(failure: StreamFailure | undefined): string {
  if (failure?.reason !== 'refused') {
    return 'Check that the dashboard is running and that this device is online. The page reconnects by itself.';
  }
  const { status } = failure;
  return status === 401 || status === 403
    ? 'The dashboard does not let this browser in anymore. Open the link that it printed, or ask for a new one.'
    : `The dashboard responds with the status ${status}. The page tries again by itself.`;
}

function KeyRefused(): JSX.Element | null {
  const { board } = useApp();
  const problem = board.state.value?.keyRefused;
  if (!problem) return null;
  return (
    <Banner tone="bad" title={pageProblems.keyRefused.title}>
      No batch is polled. Restart the dashboard with another <code>TRILLET_API_KEY</code>, or check
      that the key may read the workspace of <code>TRILLET_WORKSPACE_ID</code>. {problem.message}
    </Banner>
  );
}

function OutageBanner(): JSX.Element | null {
  const { board, views } = useApp();
  const outage = views.outage.value;
  if (!outage) return null;
  const now = board.now.value;
  const { kind, since, next, message } = outage;
  const received = views.list.value.flatMap(({ isOver, receivedAt }) =>
    isOver || receivedAt === undefined ? [] : [receivedAt],
  );
  const facts = [
    received.length > 0
      ? `Data up to ${formatDuration(now - Math.min(...received))} old`
      : 'No data yet',
    ...(Number.isFinite(next) ? [`Next attempt ${formatIn(next - now)}`] : []),
  ];
  if (kind === 'rateLimit') {
    return (
      <Banner tone="warning" title={pageProblems.rateLimit.title} facts={facts}>
        The service has refused requests since {formatTime(since, now)}. If other programs use the
        same plan, restart the dashboard with a lower <code>--requests</code>.
      </Banner>
    );
  }
  return (
    <Banner tone="bad" title={pageProblems.unreachable.title} facts={facts}>
      No request has succeeded since {formatTime(since, now)}. {message}
    </Banner>
  );
}

function OverCapacity(): JSX.Element | null {
  const { api, board, notice, views } = useApp();
  const capacity = board.capacity.value;
  if (!capacity || !views.problems.value.includes('overCapacity')) return null;
  const followed = views.followed.value;
  const older = stalenessFor(followed, capacity);
  const accept = (): void => {
    api
      .send('PUT', paths.capacity, { maxStaleness: older })
      .catch((error: Error) => (notice.value = error.message));
  };
  return (
    <Banner tone="warning" title={pageProblems.overCapacity.title}>
      The dashboard follows {countOf(followed, 'batch', 'batches')}, but only {capacity.batches}{' '}
      fit, so data gets older than {formatDuration(capacity.maxStaleness)}. Remove some batches, or
      accept older data.{' '}
      {board.canChange.value && (
        <button type="button" onClick={accept}>
          Accept {formatDuration(older)}
        </button>
      )}
    </Banner>
  );
}

function NoHistory(): JSX.Element | null {
  const { board } = useApp();
  const problem = board.state.value?.historyProblem;
  if (problem === undefined) return null;
  return (
    <Banner tone="warning" title={pageProblems.noHistory.title}>
      What the page shows now is right, but charts and downloads will have a gap. Free disk space,
      or check the file of <code>--data</code>. {problem}
    </Banner>
  );
}
