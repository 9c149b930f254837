import { expect, test } from 'vitest';

import { killWhileRecording } from './kill-while-recording.ts';

test.each(['har', 'ndjson'])('a %s can be read after kill -9 at any moment', async (extension) => {
  const faults = await killWhileRecording(extension, 60);
  expect(faults).toEqual(Array.from({ length: 60 }, () => []));
});
