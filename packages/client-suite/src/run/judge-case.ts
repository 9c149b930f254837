import { completeBatch, goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import {
  differenceOf,
  type Amount,
  type Case,
  type Difference,
  type DifferentExpectation,
  type Expectation,
  type ExpectedError,
} from '../cases/case.ts';
import { everythingIn } from '../everything-in.ts';
import { contains, differingMembers, isEqual, show } from './compare.ts';
import type { Surroundings } from './library.ts';
import { abortReason, apiKey, sendCalls, workspaceId, type CallRecord } from './send-calls.ts';

/** However much a server says. */
const longestMessage = 700;

const batches = { good: goodBatch, complete: completeBatch };

/**
 * Runs a case. Returns what is wrong, as sentences.
 *
 * @param token A text that no other run of a case has.
 */
export async function judgeCase(
  each: Case,
  surroundings: Surroundings,
  token: string,
): Promise<string[]> {
  const difference = differenceOf(each, surroundings.runtime, surroundings.client);
  const interrupt = difference?.interrupt;
  const records = await sendCalls(interrupt ? { ...each, interrupt } : each, surroundings, token);
  if (records.length === 0) return ['The case has no calls.'];
  if (!difference) return problemsOf(records, surroundings);
  const withoutIt = problemsOf(records, surroundings);
  if (withoutIt.length > 0) return problemsOf(records, surroundings, difference);
  if (difference.sometimes) return [];
  return [`The difference of ${surroundings.runtime} is out of date: the runtime has none.`];
}

function problemsOf(
  records: readonly CallRecord[],
  surroundings: Surroundings,
  difference?: Difference,
): string[] {
  const changes = difference?.calls ?? [difference?.expected];
  return records.flatMap((record, index) => {
    const wanted = withDifference(record.call.expected, changes[index]);
    const where = records.length > 1 ? `In call ${index + 1}: ` : '';
    return problemsOfCall(record, wanted, surroundings).map((problem) => `${where}${problem}.`);
  });
}

function withDifference(
  expected: Expectation,
  { error, ...members }: DifferentExpectation = {},
): Expectation {
  const merged = error ? { error: { ...expected.error, ...error } as ExpectedError } : {};
  return { ...expected, ...members, ...merged };
}

function problemsOfCall(
  record: CallRecord,
  expected: Expectation,
  { library }: Surroundings,
): string[] {
  const { shortestPause, longestPause, headers, path, events, ...ofResult } = expected;
  const { requests: amount, ...result } = ofResult;
  const { requests } = record;
  return [
    ...problemsOfResult(record, result, library),
    ...problemsOfAmount(requests.length, amount),
    ...problemsOfPauses(record, shortestPause, longestPause),
    ...Object.entries(headers ?? {}).flatMap(([name, wanted]) => {
      const found = requests.map((request) => request.headers[name] ?? null);
      const each = Array.isArray(wanted) ? wanted : requests.map(() => wanted as string | null);
      return isEqual(found, each)
        ? []
        : [`the header ${name} of the requests must be ${show(wanted)}; got ${show(found)}`];
    }),
    ...requests
      .filter((request) => path !== undefined && !request.path.startsWith(path))
      .map((request) => `the path must begin with ${path}; got ${request.path}`),
    ...problemsOfEvents(record, events),
    ...(record.redirected.length > 0 ? ['the redirect was followed'] : []),
    ...('polluted' in {} ? ['a response has changed the prototype of all objects'] : []),
    ...secretsIn(record),
  ];
}

type ExpectedResult = Pick<Expectation, 'batch' | 'without' | 'error' | 'reason' | 'response'>;

function problemsOfResult(
  { result, call, isConstructed }: CallRecord,
  { batch, without = [], error, reason, response, ...unknown }: ExpectedResult,
  library: Surroundings['library'],
): string[] {
  const [unknownName] = Object.keys(unknown);
  if (unknownName !== undefined) return [`the expectation ${unknownName} is unknown`];
  if (reason) {
    return 'error' in result && result.error === abortReason
      ? []
      : [`it must reject with the reason of its signal; got ${describe(result)}`];
  }
  if (error) {
    return 'error' in result
      ? problemsOfError(result.error, error, isConstructed, library)
      : [`it must fail with ${error.code}; got ${describe(result)}`];
  }
  if (!batch) return ['the case expects neither a batch, an error, nor the reason of the signal'];
  if ('error' in result) return [`it must resolve to a batch; got ${describe(result)}`];
  const isResponse = call.operation === 'requestBatchStatus';
  const value = (
    isResponse ? (result.value as { batch: unknown } | undefined)?.batch : result.value
  ) as Record<string, unknown>;
  return [
    ...problemsOfBatch(value, batch),
    ...without.filter((name) => name in value).map((name) => `the batch must not have ${name}`),
    ...(response ? differingMembers('the response', result.value as object, response) : []),
  ];
}

function problemsOfBatch(
  value: Record<string, unknown>,
  batch: NonNullable<Expectation['batch']>,
): string[] {
  if (typeof batch === 'string') {
    return isEqual(value, batches[batch])
      ? []
      : [`the batch must be the ${batch} one; got ${show(value)}`];
  }
  return Object.entries(batch)
    .filter(([name, wanted]) => !isEqual(value[name], wanted))
    .map(([name, wanted]) => `${name} must be ${show(wanted)}; got ${show(value[name])}`);
}

function problemsOfError(
  error: unknown,
  { class: name, says = [], hides = [], atConstruction, ...members }: ExpectedError,
  isConstructed: boolean,
  library: Surroundings['library'],
): string[] {
  if (!library.isBatchStatusError(error))
    return [`the error is not of the library: ${String(error)}`];
  const { message, path, cause } = error as Error & { path?: string };
  const isOfRequest = name !== 'ConfigurationError';
  return [
    ...(atConstruction && isConstructed ? ['createBatchStatusClient must throw the error'] : []),
    ...(isOfRequest && !message.startsWith(`GET ${path}`)
      ? [`the message must begin with the method and the path; got “${message}”`]
      : []),
    ...(name === 'NetworkError' && !(cause instanceof Error)
      ? ['the error must have a cause']
      : []),
    ...(message.length > longestMessage ? [`the message has ${message.length} characters`] : []),
    ...differingMembers('the error', error as Error, { name, ...members }),
    ...says
      .filter((text) => !message.includes(text))
      .map((text) => `the message must contain “${text}”; got “${message}”`),
    // The path may contain any digits.
    ...hides
      .filter((text) => message.replace(path ?? '', '').includes(text))
      .map((text) => `the message must not contain “${text}”; got “${message}”`),
    // Control, format, and private characters, lone surrogates, and separators of lines.
    ...(/[\p{C}\p{Zl}\p{Zp}]/u.test(message) ? ['the message has invisible characters'] : []),
  ];
}

function problemsOfAmount(count: number, amount: Amount): string[] {
  return isAmount(count, amount)
    ? []
    : [`the server must receive ${showAmount(amount)} requests; got ${count}`];
}

const rangeOf = (amount: Amount): Exclude<Amount, number> =>
  typeof amount === 'number' ? { least: amount, greatest: amount } : amount;

function isAmount(count: number, amount: Amount): boolean {
  const { least, greatest } = rangeOf(amount);
  return count >= least && count <= greatest;
}

function showAmount(amount: Amount): string {
  const { least, greatest } = rangeOf(amount);
  if (least === greatest) return String(least);
  return greatest === Infinity ? `at least ${least}` : `${least} to ${greatest}`;
}

function problemsOfPauses(
  { call, events, requests, isSystemClock }: CallRecord,
  shortest: Amount | undefined,
  longest: Amount | undefined,
): string[] {
  const byDefault = call.operation === 'waitUntilComplete' ? any : 0;
  // The system's clock also counts how long a request takes, which depends on the machine. Then a
  // pause is at most as long as the client says, and at least as long as the server sees.
  const planned = isSystemClock
    ? events.flatMap((event) => (event.type === 'retry' ? [event.delay] : []))
    : pausesBetween(events.filter(({ type }) => type === 'attempt'));
  const seen = isSystemClock ? pausesBetween(requests) : planned;
  const min = seen.length === 0 ? 0 : Math.min(...seen);
  const max = planned.length === 0 ? 0 : Math.max(...planned);
  const { least, greatest } = rangeOf(shortest ?? byDefault);
  return [
    ...problemsOfPause('shortest', min, { least, greatest: isSystemClock ? Infinity : greatest }),
    ...problemsOfPause('longest', max, longest ?? byDefault),
  ];
}

/** The pauses of a wait are those of the planner. */
const any: Amount = { least: 0, greatest: Infinity };

function problemsOfPause(which: string, pause: number, amount: Amount): string[] {
  if (isAmount(pause, amount)) return [];
  return [`the ${which} pause must be ${showAmount(amount)} ms; got ${pause}`];
}

const pausesBetween = (times: readonly { at: number }[]): number[] =>
  times.slice(1).map(({ at }, index) => at - times[index]!.at);

function problemsOfEvents({ events }: CallRecord, expected: Expectation['events']): string[] {
  if (!expected) return [];
  if (events.length !== expected.length) {
    const types = events.map(({ type }) => type).join(', ');
    return [`there must be ${expected.length} events; got ${events.length}: ${types}`];
  }
  return expected.flatMap((wanted, index) =>
    contains(events[index], wanted)
      ? []
      : [`event ${index + 1} must contain ${show(wanted)}; got ${show(events[index])}`],
  );
}

/** A log of the error or the events must not contain a secret. */
function secretsIn({ result, events }: CallRecord): string[] {
  // Bun quotes the source around an error, and that of the runner contains the keys.
  const error = 'error' in result && result.error !== abortReason ? result.error : undefined;
  const text = everythingIn([error, events]);
  return [apiKey, workspaceId, plantedPhoneNumber.slice(1)]
    .filter((secret) => text.includes(secret))
    .map((secret) => `a log of the error or of the events would contain ${secret}`);
}

function describe(result: CallRecord['result']): string {
  if ('value' in result) return `the value ${show(result.value)}`;
  const { name, code, message } = result.error as Error & { code?: string };
  return code === undefined ? String(result.error) : `${name} (${code}): ${message}`;
}
