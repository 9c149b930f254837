import type {
  FollowedState,
  Knowledge,
  ServerState,
  SharedBatch,
  SharedPlan,
  SharedReport,
} from '@batch-status/client-core/sharing';
import type { BatchStatus } from '@batch-status/spec';
import { decodeError, encodeError, type EncodedError } from './encode-error.ts';

/** What listeners need. Its batch stands apart, because only our own numbers may be infinite. */
interface EncodedReport {
  state: Omit<FollowedState, 'forecast' | 'problem'>;
  forecast?: Omit<Knowledge, 'batch' | 'marks'> | undefined;
  batch?: BatchStatus | undefined;
  problem?: EncodedError | undefined;
  error?: EncodedError | undefined;
}

/** What only the next poll needs. */
interface EncodedPlan {
  plan: SharedPlan;
  marks: Knowledge['marks'];
}

/** JSON has no infinite numbers. */
const finite = (_name: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** Restores the infinite numbers in what {@link finite} wrote. It changes the value. */
function restored<T>(value: T): T {
  for (const name in value) {
    const member = value[name];
    if (typeof member === 'object') restored(member);
    else if (member === 'Infinity' || member === '-Infinity' || member === 'NaN') {
      (value as Record<string, unknown>)[name] = Number(member);
    }
  }
  return value;
}

export function encodeReport(
  { forecast, problem, ...state }: FollowedState,
  failure?: { error: unknown },
): string {
  const { batch, marks: _, ...rest } = forecast ?? {};
  const encoded: Record<keyof EncodedReport, unknown> = {
    ...{ state, batch, forecast: forecast && rest },
    problem: problem && encodeError(problem),
    error: failure && encodeError(failure.error),
  };
  return JSON.stringify(encoded, finite);
}

export function decodeReport(text: string): Pick<SharedReport, 'state' | 'error'> {
  const { batch, problem, error, ...encoded } = JSON.parse(text) as EncodedReport;
  const { state, forecast } = restored(encoded);
  return {
    state: {
      ...state,
      problem: problem && decodeError(problem),
      forecast: forecast && ({ ...forecast, batch, marks: [] } as unknown as Knowledge),
    },
    ...(error && { error: decodeError(error) }),
  };
}

export const encodePlan = ({ state, plan }: SharedBatch): string =>
  JSON.stringify({ plan, marks: state.forecast?.marks ?? [] } satisfies EncodedPlan, finite);

/** Joins what {@link encodeReport} and {@link encodePlan} wrote. */
export function decodeBatch(report: string, plan: string): SharedBatch {
  const { state } = decodeReport(report);
  const encoded = restored(JSON.parse(plan) as EncodedPlan);
  const { forecast } = state;
  return {
    state: { ...state, forecast: forecast && { ...forecast, marks: encoded.marks } },
    plan: encoded.plan,
  };
}

export function encodeServer({ pause, ...state }: ServerState): string {
  const problem = pause.problem && encodeError(pause.problem);
  return JSON.stringify({ ...state, pause: { ...pause, problem } }, finite);
}

export function decodeServer(text: string): ServerState {
  const { pause, ...state } = restored(JSON.parse(text) as ServerState);
  const problem = pause.problem as EncodedError | undefined;
  return { ...state, pause: { ...pause, problem: problem && decodeError(problem) } };
}
