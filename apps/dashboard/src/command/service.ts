import {
  createBatchStatusClient,
  isBatchStatusError,
  type BatchStatusClient,
} from '@batch-status/node';
import { valueOf, type Env } from './environment.ts';
import { UsageError } from './usage-error.ts';

/** What the dashboard follows: the real service, or a simulation. */
export interface Service extends AsyncDisposable {
  client: BatchStatusClient;
  simulated: boolean;
  /** What must not leave the process. */
  secrets: string[];
  /** What to follow if the command line names no batch. */
  batchIds: readonly string[];
}

const variables = ['TRILLET_API_KEY', 'TRILLET_WORKSPACE_ID'] as const;

export const baseUrlVariable = 'TRILLET_BASE_URL';

interface Given {
  apiKey: string;
  workspaceId: string;
  baseUrl: string | undefined;
}

/** Each shows a viewer something else. */
const simulatedBatches = ['demo', 'steady', 'stalled', 'cancelled', 'redialling', 'finishing'];

/**
 * @param batchIds What the command line names.
 * @throws UsageError if only one of the variables is set, or one of them cannot be used.
 */
export async function openService(
  env: Env,
  wantsSimulation: boolean,
  batchIds: readonly string[],
): Promise<Service> {
  const [apiKey, workspaceId] = variables.map((name) => valueOf(env, name));
  if (wantsSimulation || (!apiKey && !workspaceId)) return simulation(batchIds);
  if (!apiKey || !workspaceId) {
    const [set, missing] = apiKey ? variables : [variables[1], variables[0]];
    throw new UsageError(
      `${set} is set, but ${missing} is not; set ${missing} too, or start with --simulate.`,
    );
  }
  const client = clientFor({ apiKey, workspaceId, baseUrl: valueOf(env, baseUrlVariable) });
  return {
    ...{ client, simulated: false, batchIds: [], secrets: [apiKey, workspaceId] },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** @throws UsageError that names the invalid variable. */
function clientFor({ baseUrl, ...credentials }: Given): BatchStatusClient {
  try {
    return createBatchStatusClient({ ...credentials, ...(baseUrl && { baseUrl }) });
  } catch (error) {
    if (!isBatchStatusError(error, 'invalid_argument')) throw error;
    const [apiKey, workspaceId] = variables;
    const names: Record<string, string> = { apiKey, workspaceId, baseUrl: baseUrlVariable };
    const name = names[error.option ?? ''];
    throw new UsageError(name ? `${name} cannot be used: ${error.message}` : error.message);
  }
}

async function simulation(batchIds: readonly string[]): Promise<Service> {
  // A dashboard of real batches starts without it.
  const { createReferenceServer, wellKnownBatches } =
    await import('@batch-status/reference-server');
  const wellKnown = new Set<string>(wellKnownBatches.map(({ batchId }) => batchId));
  const own = batchIds.filter((batchId) => !wellKnown.has(batchId));
  const [apiKey, workspaceId] = ['test-key', 'test-workspace'];
  const server = createReferenceServer({
    ...{ apiKey, workspaceId },
    batchIds: own.length > 0 ? own : ['demo'],
  });
  const { url: baseUrl } = await server.listen();
  const client = createBatchStatusClient({ apiKey, workspaceId, baseUrl });
  return {
    ...{ client, simulated: true, batchIds: simulatedBatches, secrets: [apiKey, workspaceId] },
    async [Symbol.asyncDispose]() {
      await client.close();
      await server.close();
    },
  };
}
