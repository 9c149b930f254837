import { expect, test } from 'vitest';
import { clients, killWhileRecording } from './kill-while-recording.ts';

test.each(['har', 'ndjson'])(
  'a %s can be read after kill -9, whenever it comes',
  { timeout: 600_000 },
  async (extension) => {
    const left = await killWhileRecording(extension, 60);
    expect(left).toHaveLength(60);
    for (const { lost, text, verdict } of left) {
      // What was answered and not written yet is lost: at most the last exchange of each client.
      expect(lost).toBeLessThanOrEqual(clients);
      expect(text).not.toContain('+1202555');
      expect(verdict.stdout).toMatch(/0 errors, 0 warnings/);
      expect(verdict.stderr).toMatch(
        verdict.code === 0
          ? /^$/
          : /ends within its entries|is not JSON. Was its recording cut off/,
      );
    }
  },
);
