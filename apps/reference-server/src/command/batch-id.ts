import { isBatchId } from '@batch-status/server';
import { InvalidArgumentError } from 'commander';
import { batchIdRule } from '../status/batch-id.ts';

/** Parses an argument that is the id of a batch. */
export function batchIdOf(text: string): string {
  if (isBatchId(text)) return text;
  throw new InvalidArgumentError(`It ${batchIdRule}.`);
}
