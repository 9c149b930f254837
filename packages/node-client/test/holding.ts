/**
 * Prints as JSON the resources that keep this process alive after each action, in addition to the
 * initial ones. The process must also exit by itself.
 */
import { createBatchStatusClient, waitUntilComplete, watch } from '@batch-status/node';

// undici imports `node:assert`, which opens this stream.
void process.stderr;
const heldAtFirst = process.getActiveResourcesInfo();

const steps: Record<string, () => unknown> = {
  'that created a client': () => createBatchStatusClient(),
  'whose calls are over, without closing the client': () =>
    createBatchStatusClient().getBatchStatus('good'),
  'whose call failed': () => createBatchStatusClient().getBatchStatus('not-found'),
  'that aborted a call': async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const call = createBatchStatusClient().getBatchStatus('no-response', { signal });
    setImmediate(() => abort.abort());
    await call;
  },
  'that stopped watching': async () => {
    for await (const _ of watch(createBatchStatusClient(), 'good')) break;
  },
  'that closed its client': async () => {
    await using client = createBatchStatusClient();
    await client.getBatchStatus('good');
  },
  'that closed its client while it waited': async () => {
    const client = createBatchStatusClient();
    const waits = [waitUntilComplete(client, 'good'), waitUntilComplete(client, 'no-response')];
    const settled = Promise.allSettled(waits);
    await client.getBatchStatus('good');
    await client.close();
    await settled;
  },
  'whose call went through a proxy': async () => {
    process.env['HTTP_PROXY'] = process.env['PROXY'];
    const client = createBatchStatusClient();
    await client.getBatchStatus('good');
    delete process.env['HTTP_PROXY'];
  },
};

/** The resources that were not there initially. */
function heldNow(): string[] {
  const left = [...heldAtFirst];
  return process.getActiveResourcesInfo().filter((resource) => {
    const index = left.indexOf(resource);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** The resources that keep this process alive after a step. */
async function heldAfter(step: () => unknown): Promise<string[]> {
  try {
    await step();
  } catch {
    // Two of the actions fail.
  }
  // A connection releases the process one turn of the event loop after its response.
  await new Promise((resolve) => setImmediate(resolve));
  return heldNow();
}

const holding: Record<string, string[]> = {};
for (const [what, step] of Object.entries(steps)) {
  holding[what] = await heldAfter(step);
}
const abort = new AbortController();
const { signal } = abort;
const underWay = createBatchStatusClient().getBatchStatus('no-response', { signal });
holding['whose call is under way'] = await heldAfter(() => undefined);
abort.abort();
await underWay.catch(() => undefined);
process.stdout.write(JSON.stringify(holding));
