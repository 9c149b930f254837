/** Imported by a process that is measured: at its end, it writes its peak of memory into a file. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('exit', () => {
    writeFileSync(process.env['USAGE_FILE']!, String(process.resourceUsage().maxRSS * 1024));
  });
}
