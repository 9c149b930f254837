import { writeFile } from 'node:fs/promises';

import { redoclyTable, tableFile } from './redocly-verdicts.ts';

await writeFile(tableFile, await redoclyTable());
