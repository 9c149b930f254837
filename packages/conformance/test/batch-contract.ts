import { loadContract, type Contract } from '../src/index.ts';
import { repositoryFile } from './exchanges.ts';

export const contractFile: string = repositoryFile('openapi/batch-status.yaml');

/** This project's contract, read and compiled once for all files that a worker tests. */
export const contract: Contract = await loadContract(contractFile);
