import { describe, expect, test } from 'vitest';
import { createMonitor } from '../../src/index.ts';
import { sourceOf, monitorOf } from './monitored-batches.ts';

describe('a monitor', () => {
  test.each([
    ['maxRequestsPerSecond', 0],
    ['maxRequestsPerSecond', Number.NaN],
    ['maxRequestsPerSecond', 1.5],
    ['maxRequestsPerSecond', Infinity],
    ['maxConcurrency', 0],
    ['maxConcurrency', 2.5],
    ['maxConcurrency', '5'],
    ['maxStaleness', -1],
    ['onEvent', 'log'],
    ['signal', null],
    ['signal', 'stop'],
    ['maxStalness', 5],
  ])('refuses %s: %s by its name', (name, value) => {
    const client = { getBatchStatus: () => Promise.reject(new Error('unused')) };
    expect(() => createMonitor(client, { [name]: value })).toThrow(name);
  });

  test.each(['', '..', '%2e%2e', 'a\nb'])('refuses %j as a batch id', (batchId) => {
    const monitor = monitorOf(sourceOf({}));
    expect(() => monitor.add(batchId)).toThrow('batchId');
    expect(monitor.size).toBe(0);
    expect(monitor.remove(batchId)).toBe(false);
  });
});
