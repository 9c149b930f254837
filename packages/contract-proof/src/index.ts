export {
  measureCoverage,
  type CoverageOptions,
  type CoverageResult,
  type CoveredPoint,
} from './coverage/measure-coverage.ts';
export { shareOf, type Share } from './coverage/share.ts';
export { changedVerdicts, type ChangedVerdict } from './diff/change/changed-verdicts.ts';
export {
  levels,
  type ContractChange,
  type Level,
  type Witness,
} from './diff/change/contract-change.ts';
export { diffContracts, type ContractDiff } from './diff/diff-contracts.ts';
export {
  measureMutation,
  type CheckedMutant,
  type MutationOptions,
  type MutationResult,
} from './mutation/measure-mutation.ts';
export { scoreOf, type Score } from './mutation/score.ts';
export { coverageHtml } from './reports/coverage-html.ts';
export { coverageJson } from './reports/coverage-json.ts';
export { coverageTable } from './reports/coverage-table.ts';
export { mutationJson } from './reports/mutation-json.ts';
export { mutationEnd, mutationTable, survivorText } from './reports/mutation-table.ts';
export type { Sketch } from './sketch/sketcher.ts';
export { TimeLimitError, type Limit } from './time-limit.ts';
