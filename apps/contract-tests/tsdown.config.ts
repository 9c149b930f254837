import { defineConfig } from 'tsdown';
import bundle from '../../tsdown.bundle.ts';

export default defineConfig({
  ...bundle,
  entry: { bin: 'src/bin.ts', 'check-worker': 'src/checking/threads/check-worker.ts' },
});
