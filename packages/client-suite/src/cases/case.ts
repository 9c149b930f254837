/** Where the cases run. */
export const runtimeNames = [
  'node',
  'deno',
  'bun',
  'workerd',
  'chromium',
  'firefox',
  'webkit',
] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** The runtimes in which a client runs in a web page. */
export const pages: readonly RuntimeName[] = ['chromium', 'firefox', 'webkit'];

/** A runtime, or `pages` for all browsers. */
export type Where = RuntimeName | 'pages';

export type ClientName = 'fetch' | 'node';

/** The clients that run in a runtime. */
export const clientsOf = (runtime: RuntimeName): readonly ClientName[] =>
  runtime === 'node' ? ['fetch', 'node'] : ['fetch'];

/** A value that JSON lacks. */
export type SpecialValue =
  | { $value: 'undefined' | 'Infinity' | 'NaN' | 'an AbortController' }
  /** A function that returns one of these values at each call. */
  | { $returns: readonly unknown[] }
  /** A function that throws an error with this message. */
  | { $throws: string };

/** A number, or the least and the greatest. */
export type Amount = number | { least: number; greatest: number };

/** What an error must be like. `null` stands for a member that it must not have. */
export interface ExpectedError {
  class: string;
  code: string;
  status?: number | null;
  attempts?: number;
  /** In milliseconds. */
  retryAfter?: number | null;
  retryable?: boolean | null;
  option?: string;
  /** Whether already `createBatchStatusClient` throws it. */
  atConstruction?: true;
  /** Texts that the message contains. */
  says?: readonly string[];
  /** Texts that the message does not contain. */
  hides?: readonly string[];
}

/** What one call must do. It ends with a batch, an error, or the reason of its signal. */
export interface Expectation {
  /** A batch with exactly the members of one of ours, or with these members among others. */
  batch?: 'good' | 'complete' | Readonly<Record<string, unknown>>;
  /** Members that the batch must not have. */
  without?: readonly string[];
  error?: ExpectedError;
  /** The call rejects with the reason of its signal. */
  reason?: true;
  /** Members of the response, if the operation is `requestBatchStatus`. */
  response?: Readonly<Record<string, unknown>>;
  /** The number of requests that the server receives. */
  requests: Amount;
  /** The shortest pause between requests, in milliseconds. Without it, there is no pause. */
  shortestPause?: Amount;
  /** The longest pause between requests, in milliseconds. Without it, there is no pause. */
  longestPause?: Amount;
  /** Headers by lowercase name: the value in all requests, or in each. `null` if it is not sent. */
  headers?: Readonly<Record<string, string | null | readonly (string | null)[]>>;
  /** The end of the path of all requests. */
  path?: string;
  /** The events of the call in order, each with these members among others. */
  events?: readonly Readonly<Record<string, unknown>>[];
}

/** One call of a case. */
export interface CaseCall {
  /** The fault that the server causes. */
  fault?: string;
  /** The batch id, instead of one that selects the fault. */
  batchId?: string | number | null | SpecialValue;
  /** A text that is added to the batch id. */
  suffix?: string;
  /** Whether the call is for another batch than the call before. */
  otherBatch?: true;
  operation?: 'getBatchStatus' | 'requestBatchStatus' | 'waitUntilComplete';
  /** Options of the call. */
  call?: Readonly<Record<string, unknown>>;
  /** Ends the call by its signal or by its deadline: before it, after its request, or during a pause. */
  interrupt?: { by: 'abort' | 'deadline'; at: 'start' | 'request' | 'pause' };
  expected: Expectation;
}

/** Members of an expectation that differ. Those of `error` differ one by one. */
export type DifferentExpectation = Partial<Omit<Expectation, 'error'>> & {
  error?: Partial<ExpectedError>;
};

/** What a runtime cannot provide. The table in the README of the fetch client lists these. */
export interface Difference {
  in: readonly Where[];
  /** The clients that it concerns, if not all. */
  clients?: readonly ClientName[];
  /** A sentence for users. */
  reason: string;
  /** What differs if the case has one call. */
  expected?: DifferentExpectation;
  /** What differs in each call if it has several. */
  calls?: readonly DifferentExpectation[];
  /** What ends each call there. */
  interrupt?: CaseCall['interrupt'];
  /** The case cannot run there. */
  skip?: true;
  /** The runtime sometimes meets the expectation without the difference. */
  sometimes?: true;
}

/** One case, as it is in a file in `cases/`. It has one call, or several with the same client. */
export interface Case extends Omit<CaseCall, 'expected' | 'otherBatch'> {
  /** A sentence about behavior. */
  name: string;
  /** Whether it also runs in the short tests, in every runtime. */
  core?: true;
  /** Where it runs, if not everywhere. */
  only?: readonly Where[];
  /** Where it does not run. Use `differences` if a runtime behaves differently. */
  except?: readonly Where[];
  /** The clients that it tests, if not all. */
  clients?: readonly ClientName[];
  /** Options of the client, besides the URL of the fault server and the credentials. */
  options?: Readonly<Record<string, unknown>>;
  /** The random number of every backoff; by default 0.5. */
  random?: number;
  /** Whether time really passes. Otherwise, pauses end at once. */
  clock?: 'system';
  expected?: Expectation;
  /** The calls, one after the other, if there are several. */
  calls?: readonly (Omit<CaseCall, 'fault'> & { fault?: string })[];
  differences?: readonly Difference[];
}

/** A case with the name of its file. */
export interface LocatedCase extends Case {
  file: string;
}

/** How a message names a case. */
export const titleOf = ({ file, name }: LocatedCase): string => `${file}: ${name}`;

const includes = (list: readonly Where[], runtime: RuntimeName): boolean =>
  list.includes(runtime) || (list.includes('pages') && pages.includes(runtime));

/** What differs for a case in a runtime. */
export const differenceOf = (
  { differences = [] }: Case,
  runtime: RuntimeName,
  client: ClientName,
): Difference | undefined =>
  differences.find(
    ({ in: where, clients = [client] }) => includes(where, runtime) && clients.includes(client),
  );

/** Whether a case is for a client in a runtime. */
export function runsIn(each: Case, runtime: RuntimeName, client: ClientName): boolean {
  if (each.clients && !each.clients.includes(client)) return false;
  if (each.only && !includes(each.only, runtime)) return false;
  if (each.except && includes(each.except, runtime)) return false;
  return !differenceOf(each, runtime, client)?.skip;
}

/** The calls of a case. What the case itself says applies to all of them. */
export function callsOf({ calls, expected, ...each }: Case): CaseCall[] {
  const { fault, batchId, suffix, operation, call, interrupt } = each;
  const common = { fault, batchId, suffix, operation, call, interrupt };
  const defined = Object.fromEntries(
    Object.entries(common).filter(([, value]) => value !== undefined),
  ) as Omit<CaseCall, 'expected'>;
  if (calls) return calls.map((one) => ({ ...defined, ...one }));
  return expected ? [{ ...defined, expected }] : [];
}
