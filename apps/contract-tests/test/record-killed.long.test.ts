import { describe, expect, test } from 'vitest';

import { killWhileRecording } from './kill-while-recording.ts';

/** Numbers of responses before the kill. Each occurs six times, since the moment of a kill varies. */
const rounds = Array.from({ length: 60 }, (_, round) => 2 + (round % 10) * 3);

describe.each(['har', 'ndjson'])('a %s can be read after kill -9', (extension) => {
  test.each(rounds)('after %i responses', async (enough) => {
    expect(await killWhileRecording(extension, enough, 3000)).toEqual([]);
  });
});
