import type { JSX } from 'preact';
import { paths } from '../../wire/paths.ts';
import { useApp } from '../frame/context.ts';

/** The history as files. */
export function Downloads({ batchId }: { batchId: string }): JSX.Element {
  const { router } = useApp();
  const url = router.url(paths.history(batchId));
  return (
    <section class="panel" aria-labelledby="history">
      <h2 id="history">History</h2>
      <p class="note">The counts of every response, with their times.</p>
      <p class="buttons">
        <a class="button" href={`${url}?format=csv`} download>
          CSV
        </a>
        <a class="button" href={url} download>
          JSON
        </a>
      </p>
    </section>
  );
}
