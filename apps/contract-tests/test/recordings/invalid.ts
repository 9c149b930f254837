import * as bodies from './bodies.ts';
import { entryOf, type Entry, type Recorded } from './har.ts';

const { start, processing, complete, bare, completedCall, failedCall, otherCall, apiError } =
  bodies;

/** A finding that a recording must have, without its message. */
export interface Expected {
  entry: number;
  rule: string;
  severity: 'error' | 'warning';
  /** The place in the body, as a JSON Pointer. */
  at?: string;
}

export interface InvalidRecording {
  /** The findings that it must have. */
  name: string;
  /** Whether it is only a finding with --strict. */
  strict?: true;
  entries: Entry[];
  findings: Expected[];
}

/** The differences of a response from a 200 with JSON. */
interface Answer extends Partial<Recorded> {
  /** The findings that it must have, if any. */
  finds?: Omit<Expected, 'entry'>[];
}

const json = { 'content-type': 'application/json' };

const error = (rule: string, at?: string): Omit<Expected, 'entry'> => ({
  rule,
  severity: 'error',
  ...(at === undefined ? {} : { at }),
});
const warning = (rule: string, at: string): Omit<Expected, 'entry'> => ({
  rule,
  severity: 'warning',
  at,
});

/** A 200 with a body that breaks its schema at one place. */
const unfit = (at: string, body: unknown): Answer => ({
  text: JSON.stringify(body),
  finds: [error('schema', at)],
});
const changed = (changes: object): Answer[] =>
  Object.entries(changes).map(([name, value]) =>
    unfit(`/${name}`, { ...processing, [name]: value }),
  );
const without = (body: object, name: string): object =>
  Object.fromEntries(Object.entries(body).filter(([other]) => other !== name));
const withCalls = (...calls: unknown[]): object => ({ ...processing, recent_calls: calls });
const changedCall = (call: object, changes: object): Answer[] =>
  Object.entries(changes).map(([name, value]) =>
    unfit(`/recent_calls/0/${name}`, withCalls({ ...call, [name]: value })),
  );

/** A body that breaks a rule about some members. */
const breaking = (at: string, body: object, finds = [warning('invariant', at)]): Answer => ({
  text: JSON.stringify(body),
  finds,
});

/** Two consecutive bodies of a batch; the second must not follow the first. */
const following = (
  at: string,
  earlier: object,
  later: object,
  finds: Answer['finds'] = [],
): Answer[] => [
  { text: JSON.stringify(earlier) },
  { text: JSON.stringify(later), finds: [...finds, warning('transition', at)] },
];

const statuses = [200, 400, 401, 403, 404, 429, 500, 410, 503];
const early = start - 1;
const late = start + 90_001;

const recordings: Record<string, Answer[]> = {
  'undeclared-status': [201, 302].map((status) => ({
    status,
    text: '',
    headers: {},
    finds: [error('undeclared-status')],
  })),
  'html-in-place-of-json': statuses.map((status) => ({
    status,
    headers: { 'content-type': 'text/html' },
    text: '<h1>Bad gateway</h1>',
    finds: [error('undeclared-media-type')],
  })),
  'no-content-type': [{ headers: {}, text: '{}', finds: [error('undeclared-media-type')] }],
  'body-not-recorded': statuses.map((status) => ({
    status,
    text: undefined,
    finds: [error('missing-body')],
  })),
  'empty-body': statuses.map((status) => ({ status, text: '', finds: [error('missing-body')] })),
  'body-in-a-304': [{ status: 304, text: '{}', finds: [error('unexpected-body')] }],
  'half-a-body': [{ text: '{"status":"proc', finds: [error('invalid-json')] }],
  'integer-beyond-2-53': [
    {
      text: JSON.stringify(complete).replace('"total":6', '"total":9007199254740993'),
      finds: [error('inexact-number', '/total')],
    },
  ],
  'duplicate-members': [
    {
      text: JSON.stringify(processing).replace('"waiting":2', '"waiting":2,"waiting":1'),
      finds: [error('duplicate-member', '/waiting')],
    },
  ],
  'member-missing': [
    ...Object.keys(bare).map((name) => unfit('', without(processing, name))),
    ...[completedCall, failedCall, otherCall].map((call) =>
      unfit('/recent_calls/0', withCalls(without(call, 'jobId'))),
    ),
    unfit('/recent_calls/0', withCalls({ jobId: 'call_1' })),
    { status: 500, ...unfit('', { message: 'In more words.' }) },
  ],
  'error-of-another-form': statuses.slice(1).map((status) => ({
    status,
    ...unfit('', { fault: 'Something is wrong' }),
  })),
  'wrong-type': [
    ...changed({
      status: 7,
      isComplete: 'no',
      waiting: '2',
      active: '1',
      completed: '1',
      failed: '1',
      total: '6',
      startTime: '2023-12-20',
      lastCompletedTime: '2023-12-20',
      completedTime: '2023-12-20',
      averageCallDuration: '42.5',
      recent_calls: {},
    }),
    ...changedCall(completedCall, { jobId: 1, phone_number: 2, completedAt: 'x', duration: 'x' }),
    ...changedCall(failedCall, { jobId: 1, phone_number: 2, failedAt: 'x', error: 7 }),
    ...changedCall(otherCall, { jobId: 1, phone_number: 2 }),
    unfit('/recent_calls/0', withCalls('call_1')),
    unfit('/recent_calls/0', withCalls(1)),
    unfit('/recent_calls', { ...processing, recent_calls: 'none' }),
    unfit('', []),
    unfit('', 'processing'),
    ...[[], 'wrong', { ...apiError, error: 7 }, { ...apiError, message: 7 }].map((body) => ({
      status: 500,
      ...unfit(
        'error' in Object(body)
          ? (body as { error: unknown }).error === 7
            ? '/error'
            : '/message'
          : '',
        body,
      ),
    })),
  ],
  'fraction-in-place-of-an-integer': [
    ...changed({ waiting: 0.5, startTime: 0.5 }),
    ...changedCall(completedCall, { completedAt: 0.5 }),
  ],
  'null-where-none-may-be': [
    ...changed({ status: null, isComplete: null, waiting: null }),
    ...changedCall(otherCall, { jobId: null, status: null }),
    unfit('/recent_calls/0', withCalls(null)),
    unfit('', null),
    { status: 500, ...unfit('', null) },
    { status: 500, ...unfit('/error', { error: null }) },
  ],
  'out-of-bounds': [
    ...changed({ waiting: -1, startTime: -1, averageCallDuration: -1 }),
    ...changed({ waiting: 2 ** 53, startTime: 2 ** 53 }),
  ],
  'undeclared-member': [
    { text: JSON.stringify({ ...processing, wating: 2 }), finds: [error('undeclared-member', '')] },
  ],
  'more-counted-than-total': [
    breaking('/total', { ...bare, waiting: 1, active: 1, completed: 1, failed: 1, total: 3 }, [
      error('invariant', '/total'),
    ]),
  ],
  'complete-without-completed-time': [
    breaking('', { ...complete, completedTime: null }, [error('invariant', '/completedTime')]),
    breaking('', without(complete, 'completedTime'), [error('invariant', '/completedTime')]),
  ],
  'completed-time-of-an-incomplete-batch': [
    breaking('/completedTime', { ...complete, isComplete: false }),
  ],
  'completed-before-it-started': [
    breaking('/completedTime', {
      ...without(complete, 'recent_calls'),
      lastCompletedTime: null,
      completedTime: early,
    }),
  ],
  'completed-before-its-last-call': [
    breaking('/completedTime', { ...complete, lastCompletedTime: late }),
  ],
  'last-call-before-the-start': [
    breaking('/lastCompletedTime', {
      ...without(processing, 'recent_calls'),
      lastCompletedTime: early,
    }),
  ],
  'call-before-the-start': [
    breaking('/recent_calls', withCalls({ ...completedCall, completedAt: early })),
    breaking('/recent_calls', withCalls({ ...failedCall, failedAt: early })),
  ],
  'call-after-completion': [
    breaking('/recent_calls', {
      ...complete,
      lastCompletedTime: null,
      recent_calls: [{ ...completedCall, completedAt: late }],
    }),
    breaking('/recent_calls', { ...complete, recent_calls: [{ ...failedCall, failedAt: late }] }),
  ],
  'call-after-the-last-one': [
    breaking('/recent_calls', withCalls({ ...completedCall, completedAt: start + 60_001 })),
  ],
  'completed-batch-processing-again': following(
    '/isComplete',
    without(complete, 'recent_calls'),
    { ...without(complete, 'recent_calls'), status: 'processing', isComplete: false },
    [warning('invariant', '/completedTime')],
  ),
  'completed-falls': following(
    '/completed',
    { ...processing, completed: 95, total: 150 },
    { ...processing, completed: 90, total: 150 },
  ),
  'total-falls': following('/total', { ...processing, total: 8 }, processing),
  'start-time-moves-back': following('/startTime', processing, { ...processing, startTime: early }),
  'start-time-moves-on': following('/startTime', processing, {
    ...processing,
    startTime: start + 1,
  }),
  'start-time-gone': following('/startTime', processing, { ...processing, startTime: null }),
  'last-completed-time-moves-back': following('/lastCompletedTime', withCalls(), {
    ...withCalls(),
    lastCompletedTime: start + 59_999,
  }),
  'last-completed-time-gone': following('/lastCompletedTime', processing, {
    ...processing,
    lastCompletedTime: null,
  }),
  'completed-time-moves-back': following('/completedTime', complete, {
    ...complete,
    completedTime: start + 89_999,
  }),
  'completed-time-moves-on': following('/completedTime', complete, {
    ...complete,
    completedTime: late,
  }),
};

/** Only a finding with --strict. */
const strict = new Set(['undeclared-member']);

/** Recordings with one breach each, and the findings that they must have. */
export function invalidRecordings(): InvalidRecording[] {
  return Object.entries(recordings).map(([name, answers]) => {
    const isSequence = answers.some(({ finds }) => finds === undefined);
    const entries = answers.map((answer, index) =>
      entryOf({
        batchId: isSequence ? 'batch_1' : `batch_${index + 1}`,
        at: start + index * 1000,
        status: 200,
        headers: json,
        ...answer,
      }),
    );
    const findings = answers.flatMap(({ finds = [] }, entry) =>
      finds.map((found) => ({ entry, ...found })),
    );
    return { name, ...(strict.has(name) ? { strict: true } : {}), entries, findings };
  });
}
