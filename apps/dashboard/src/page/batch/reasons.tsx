import type { JSX } from 'preact';
import type { BatchView } from '../board/batch-view.ts';
import { countOf, formatCount, formatShare } from '../text/numbers.ts';

/** Why calls failed, as far as the dashboard saw. */
export function Reasons({ view }: { view: BatchView }): JSX.Element {
  const { calls, failed, reasons } = view.batch.value.seen;
  return (
    <section class="panel" aria-labelledby="reasons">
      <h2 id="reasons">Why calls failed</h2>
      <p class="note">
        {calls === 0
          ? 'No call has been seen to end yet.'
          : `Of the ${countOf(calls, 'call')} seen, ${formatCount(failed)} failed.`}{' '}
        A response names only a few calls, so others may have ended unseen.
      </p>
      {reasons.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col">Calls</th>
              <th scope="col">Share of failed</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ reason, calls: count }) => (
              <tr key={reason}>
                <th scope="row">
                  <bdi>{reason}</bdi>
                </th>
                <td>{formatCount(count)}</td>
                <td>{formatShare(count, failed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
