/** Runs the program that its first argument names, and reports its usage to the parent. */
import { pathToFileURL } from 'node:url';
import { reportUsage } from './report-usage.ts';

reportUsage();
const [program] = process.argv.splice(2, 1);
process.argv[1] = program!;
await import(pathToFileURL(program!).href);
