import type { JSX } from 'preact';
import { countOf } from '../text/numbers.ts';
import { formatDuration } from '../text/duration.ts';
import { useApp } from '../frame/context.ts';
import { PageTitle } from '../frame/page-title.tsx';
import { AddBatches } from './add-batches.tsx';
import { filterLabels, filtered, filters, type Filter } from './filters.ts';
import { listQuery } from './list-query.ts';
import { sortings, type Sorting } from './order.ts';
import { Table } from './table.tsx';

const sortingLabels: Record<Sorting, string> = {
  attention: 'Attention, then time left',
  left: 'Time left',
  failed: 'Share of failed calls',
  age: 'Age of the data',
  name: 'Id',
  added: 'Last added',
};

export function Overview(): JSX.Element {
  const { router, board } = useApp();
  const { filter, sorting, text } = listQuery(router.query.value);
  const count = board.ids.value.length;
  return (
    <>
      <div class="intro">
        <PageTitle>Batches</PageTitle>
        <Summary />
      </div>
      {board.canChange.value && <AddBatches />}
      {count > 0 && (
        <search class="filters">
          <div class="chips" role="group" aria-label="Show">
            {filters.map((each) => (
              <button
                key={each}
                type="button"
                class="chip"
                aria-pressed={each === filter}
                onClick={() => router.setQuery('show', each === 'all' ? '' : each)}
              >
                {filterLabels[each]} <Count filter={each} />
              </button>
            ))}
          </div>
          <label class="field">
            <span>Find</span>
            <input
              type="search"
              value={text}
              placeholder="Part of an id"
              onInput={(event) => router.setQuery('q', event.currentTarget.value)}
            />
          </label>
          <label class="field">
            <span>Sort by</span>
            <select
              value={sorting}
              onChange={(event) => {
                const { value } = event.currentTarget;
                router.setQuery('sort', value === 'attention' ? '' : value);
              }}
            >
              {sortings.map((each) => (
                <option key={each} value={each}>
                  {sortingLabels[each]}
                </option>
              ))}
            </select>
          </label>
        </search>
      )}
      {count === 0 ? (
        <p class="empty">
          {board.state.value
            ? 'No batches yet. Add the id that was returned when a batch was started.'
            : 'Waiting for the dashboard…'}
        </p>
      ) : (
        <Table />
      )}
      <NoMatch />
    </>
  );
}

function NoMatch(): JSX.Element | null {
  const { views, router } = useApp();
  const { filter, text } = listQuery(router.query.value);
  const list = views.list.value;
  if (list.length === 0 || filtered(list, filter, text).length > 0) return null;
  return <p class="empty">No batch matches.</p>;
}

function Count({ filter }: { filter: Filter }): JSX.Element {
  const { views } = useApp();
  return <span class="count">{filtered(views.list.value, filter).length}</span>;
}

/** How many batches there are, and how many fit. */
function Summary(): JSX.Element | null {
  const { board, views } = useApp();
  const state = board.capacity.value;
  if (!state) return null;
  const { batches, maxStaleness, requestsPerSecond } = state;
  const followed = views.list.value.filter(({ isOver }) => !isOver).length;
  const attention = filtered(views.list.value, 'attention').length;
  return (
    <p class="summary">
      {attention > 0 && (
        <strong>{countOf(attention, 'batch needs', 'batches need')} attention. </strong>
      )}
      <span>
        {countOf(followed, 'batch', 'batches')} followed; {batches} fit into{' '}
        {countOf(Math.round(requestsPerSecond * 60), 'request')} per minute, with data at most{' '}
        {formatDuration(maxStaleness)} old.
      </span>
    </p>
  );
}
