import { describe } from 'vitest';
import type { BatchStore } from '../../src/index.ts';
import { describeCreation } from './describe-creation.ts';
import { describeLaws } from './describe-laws.ts';
import { describeMemory, describeReads } from './describe-reads.ts';
import { describeTransitions } from './describe-transitions.ts';
import { storeTools } from './store-tools.ts';

interface StoreKind {
  /** How many batches each law is tried on. */
  runs: number;
  /** Whether the store is opened for each use, so that it remembers nothing. */
  isReopened?: boolean;
}

/**
 * What every store does.
 *
 * @param open Opens a store for the batches of one test. What it returns may share its data with
 * other stores, since each test has batches with ids of its own.
 */
export function describeStore(
  name: string,
  open: () => BatchStore,
  { runs, isReopened = false }: StoreKind,
): void {
  describe(`${name}, a store`, () => {
    const tools = storeTools(open);
    describeCreation(tools);
    describeLaws(tools, runs);
    describeTransitions(tools);
    describeReads(tools);
    if (!isReopened) describeMemory(tools);
  });
}
