import { expect, test } from 'vitest';
import { refusalOf } from '../src/supported-node.ts';

test.each(['22.19.0', '22.20.1', '24.0.0', '26.10.0'])('Node %s is supported', (version) => {
  expect(refusalOf(version)).toBeUndefined();
});

test.each(['18.20.8', '20.20.2', '21.99.0', '22.18.9'])('Node %s is too old', (version) => {
  expect(refusalOf(version)).toBe(
    `@batch-status/node needs Node 22.19 or later; this is Node ${version}.`,
  );
});
