import { fileURLToPath } from 'node:url';

import { buildPage } from './page.ts';

const file = fileURLToPath(new URL('../dist/index.html', import.meta.url));
const bytes = await buildPage(file);
console.log(`The reference is in ${file} (${Math.round(bytes / 1024)} KiB).`);
