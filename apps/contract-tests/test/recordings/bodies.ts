/** An arbitrary time, in milliseconds since the epoch. */
export const start = 1_703_097_600_000;

type Body = Record<string, unknown>;

export const completedCall: Body = {
  jobId: 'call_1',
  status: 'completed',
  phone_number: '+12025550143',
  completedAt: start + 60_000,
  duration: 42.5,
};

export const failedCall: Body = {
  jobId: 'call_2',
  status: 'failed',
  phone_number: '+12025550144',
  failedAt: start + 50_000,
  error: 'Number busy',
};

export const otherCall: Body = {
  jobId: 'call_3',
  status: 'active',
  phone_number: '+12025550145',
};

/** A batch with every member, and a call of every kind. */
export const processing: Body = {
  status: 'processing',
  isComplete: false,
  waiting: 2,
  active: 1,
  completed: 1,
  failed: 1,
  total: 6,
  startTime: start,
  lastCompletedTime: start + 60_000,
  completedTime: null,
  averageCallDuration: 42.5,
  recent_calls: [completedCall, failedCall, otherCall],
};

export const complete: Body = {
  ...processing,
  status: 'completed',
  isComplete: true,
  waiting: 0,
  active: 0,
  completed: 5,
  failed: 1,
  completedTime: start + 90_000,
  recent_calls: [completedCall, failedCall],
};

/** Only the required members. */
export const bare: Body = {
  status: 'queued',
  isComplete: false,
  waiting: 0,
  active: 0,
  completed: 0,
  failed: 0,
  total: 0,
};

/** The members that may be `null`. */
export const nulls: Body = {
  startTime: null,
  lastCompletedTime: null,
  completedTime: null,
  averageCallDuration: null,
  recent_calls: null,
};

export const apiError: Body = { error: 'Something is wrong', message: 'In more words.' };
