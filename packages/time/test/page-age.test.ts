import { expect, onTestFinished, test, vi } from 'vitest';
import { pageAge } from '../src/index.ts';

test.each([
  ['its response', [{ responseStart: 20 }], 50],
  ['its navigation, where the browser does not say when the response arrived', [], 70],
])('a page is as old as %s', (_, navigations, age) => {
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal('performance', { now: () => 70, getEntriesByType: () => navigations });
  expect(pageAge()).toBe(age);
});
