import { createBatchStatusClient } from '@batch-status/node';
import { connection } from 'next/server';
import { Suspense } from 'react';

interface Props {
  params: Promise<{ id: string }>;
}

const client = createBatchStatusClient();

async function Counts({ params }: Props) {
  // Without this, Next renders the page once, when the app is built.
  await connection();
  const { id } = await params;
  const { completed, total } = await client.getBatchStatus(id);
  return <p>{`${completed} of ${total} calls completed`}</p>;
}

export default function Page(props: Props) {
  return (
    <Suspense fallback={<p>Loading…</p>}>
      <Counts {...props} />
    </Suspense>
  );
}
