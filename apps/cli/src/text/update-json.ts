import { updateMessage, type ErrorCode, type WatchUpdate } from '@batch-status/node';
import { printableJson } from './printable-json.ts';

/** An update as one line of JSON that matches `watch.schema.json`. */
export function updateJson(
  batchId: string,
  update: WatchUpdate,
  text: string | undefined = update.problem?.message,
): string {
  const { problem, ...message } = updateMessage(batchId, update);
  return printableJson({ ...message, ...(problem && { problem: { ...problem, message: text } }) });
}

/** The error that ended a watch early, as one line of JSON. */
export const failureJson = (
  batchId: string,
  { code, message }: { code: ErrorCode; message: string },
): string => printableJson({ type: 'error', batchId, code, message });
