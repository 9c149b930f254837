/** Stands in many answers of the fault server; no error and no output may hold it. */
export const plantedPhoneNumber = '+15550100199';

/** A batch that is what the contract promises. */
export const goodBatch = {
  status: 'processing',
  isComplete: false,
  waiting: 45,
  active: 5,
  completed: 95,
  failed: 5,
  total: 150,
  startTime: 1_703_097_600_000,
  lastCompletedTime: 1_703_101_200_000,
  completedTime: null,
  averageCallDuration: 45.2,
  recent_calls: [
    { jobId: 'call_1', status: 'completed', phone_number: plantedPhoneNumber, duration: 42 },
    { jobId: 'call_2', status: 'failed', phone_number: plantedPhoneNumber, error: 'Number busy' },
  ],
};
