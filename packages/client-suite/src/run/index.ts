export type { Case } from '../cases/case.ts';
export { judgeCase } from './judge-case.ts';
export { runCases } from './run-cases.ts';
