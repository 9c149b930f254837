import {
  ClosedError,
  createMonitor,
  waitUntilComplete,
  watch,
  type BatchStatusSource,
} from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import type { Suite } from '../suite.ts';

/** How watches and monitors end if their source is closed. */
export function describeClosing({ name, clientWith, idFor, seen, arrived }: Suite): void {
  describe(`${name}: a source that is closed`, () => {
    function closable(): { source: BatchStatusSource; close: () => ClosedError } {
      const controller = new AbortController();
      const { getBatchStatus, requestBatchStatus } = clientWith();
      const { signal: closeSignal } = controller;
      return {
        source: { getBatchStatus, requestBatchStatus, closeSignal },
        close() {
          const error = new ClosedError('It is closed.');
          controller.abort(error);
          return error;
        },
      };
    }

    test('ends a wait and a monitor during their requests', async () => {
      const { source, close } = closable();
      const id = idFor('no-response');
      const other = idFor('no-response');
      const wait = waitUntilComplete(source, id);
      const monitor = createMonitor(source, { reportPending: false });
      monitor.add(other);
      const report = monitor[Symbol.asyncIterator]().next();
      const settled = Promise.allSettled([wait, report]);
      await Promise.all([arrived(id), arrived(other)]);
      const reason = close();
      expect(await settled).toEqual([
        { status: 'rejected', reason },
        { status: 'rejected', reason },
      ]);
      expect(await seen(id)).toHaveLength(1);
    });

    test('ends a watch during its pause', async () => {
      const { source, close } = closable();
      const id = idFor('good');
      const updates = watch(source, id);
      expect(await updates.next()).toMatchObject({ done: false });
      const next = updates.next();
      const reason = close();
      await expect(next).rejects.toBe(reason);
      expect(await seen(id)).toHaveLength(1);
    });

    test('starts no watch', async () => {
      const { source, close } = closable();
      const id = idFor('good');
      const reason = close();
      await expect(watch(source, id).next()).rejects.toBe(reason);
      expect(await seen(id)).toEqual([]);
    });
  });
}
