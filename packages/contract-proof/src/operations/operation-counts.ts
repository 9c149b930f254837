import type { Operation } from '@batch-status/conformance/analysis';

/** Which operations of a contract count. */
export interface OperationCounts {
  counted: number;
  declared: number;
  /** Those without a recorded response that recorded requests resemble. Absent if there are none. */
  resembled?: string[];
}

export function countsOf(
  counted: number,
  declared: number,
  resembled: readonly Operation[],
): OperationCounts {
  const names = resembled.map(({ method, path }) => `${method} ${path}`);
  return { counted, declared, ...(names.length > 0 ? { resembled: names } : {}) };
}

/** What to say about operations that count although they have no recorded response. */
export function resembledLines({ resembled = [] }: OperationCounts): string[] {
  if (resembled.length === 0) return [];
  return [
    'The contract does not have the paths of some recorded requests. They resemble these operations without a',
    `recorded response, which therefore count: ${resembled.join(', ')}.`,
  ];
}
