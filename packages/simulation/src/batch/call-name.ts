/**
 * The name of a call.
 *
 * @param call Which call of the batch, from 0.
 */
export const callName = (call: number): string => `call_${call + 1}`;
