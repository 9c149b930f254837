/** A check of `pnpm test`: whether the changesets announce what changed in the contract. */
import { fromRoot } from '../run.ts';
import { contractGate } from './contract-gate.ts';

const { ok, text } = await contractGate(fromRoot(''));
console.log(text);
if (!ok) process.exitCode = 1;
