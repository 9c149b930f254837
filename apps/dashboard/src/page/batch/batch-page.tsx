import type { JSX } from 'preact';
import type { BatchView } from '../board/batch-view.ts';
import { useApp } from '../frame/context.ts';
import { Link } from '../frame/link.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { ThroughputSection } from '../chart/throughput-section.tsx';
import { useHistory } from '../chart/use-history.ts';
import { Actions } from './actions.tsx';
import { Calls } from './calls.tsx';
import { Facts } from './facts.tsx';
import { NotFollowed } from './not-followed.tsx';
import { Reasons } from './reasons.tsx';
import { Status } from './status.tsx';

export function BatchPage({ batchId }: { batchId: string }): JSX.Element {
  const { router, views } = useApp();
  const view = views.get(batchId);
  return (
    <>
      <nav aria-label="Breadcrumb">
        <Link href={router.url('')}>All batches</Link>
      </nav>
      <div class="page-head">
        <PageTitle>
          <bdi>{batchId}</bdi>
        </PageTitle>
        {view && <Actions view={view} />}
      </div>
      {view ? <Followed view={view} /> : <NotFollowed batchId={batchId} />}
    </>
  );
}

function Followed({ view }: { view: BatchView }): JSX.Element {
  const history = useHistory(view);
  return (
    <>
      <Status view={view} />
      <Facts view={view} />
      <div class="panels">
        <ThroughputSection batchId={view.batchId} points={history} />
        <Reasons view={view} />
        <Calls view={view} />
      </div>
    </>
  );
}
