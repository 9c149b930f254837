#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Without it, compiling the program would take longer than what it is asked for.
enableCompileCache();
const { main } = await import('./main.ts');
await main();
