'use client';

import { BatchProgress } from '../../batch-progress.tsx';

export default function Page() {
  return <BatchProgress batchId="batch_7891011121314" />;
}
