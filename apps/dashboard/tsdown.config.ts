import { defineConfig } from 'tsdown';
import bundle from '../../tsdown.bundle.ts';

export default defineConfig({ ...bundle, entry: ['src/bin.ts'] });
