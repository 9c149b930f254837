import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const source = fileURLToPath(new URL('../src/write/recording-file.ts', import.meta.url));

// A shell that ignores SIGXFSZ limits the size of files, so a write fails in its middle as on a full disk.
test.skipIf(process.platform === 'win32').each(['har', 'ndjson'])(
  'a write that fails leaves a recording as it was: %s',
  (extension) => {
    const folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const output = join(folder, `recording.${extension}`);
    const script = join(folder, 'write.mjs');
    writeFileSync(
      script,
      `import { RecordingFile } from ${JSON.stringify(source)};
       const file = new RecordingFile(${JSON.stringify(output)}, { name: 'a', version: '1' });
       const add = (text) => file.append({ comment: text });
       if (process.argv[2] === '2') add('x'.repeat(100));
       try { add('y'.repeat(100_000)); } catch (error) { console.log(error.message); }
       file.close();`,
    );
    for (const entries of [1, 2]) {
      rmSync(output, { force: true });
      const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`;
      const run = spawnSync('sh', ['-c', limited, process.execPath, script, String(entries)]);
      expect(run.stdout.toString() + run.stderr.toString()).toContain('cannot be written (EFBIG)');
      const text = readFileSync(output, 'utf8');
      const lines = extension === 'har' ? [text] : text.split('\n').filter((line) => line !== '');
      const parsed = lines.map((line) => JSON.parse(line) as { log?: { entries: unknown[] } });
      const count = extension === 'har' ? parsed[0]!.log!.entries.length : parsed.length;
      expect(count).toBe(entries - 1);
    }
  },
);
