export type { ExitCodes } from './exit-codes.ts';
export { pipeReader } from './pipe-reader.ts';
export { runProcess, type CommandProcess, type Host } from './run-process.ts';
export { runProgram, type ProgramRun } from './run-program.ts';
export { untilAborted } from './until-aborted.ts';
export { withOutputs, type Outputs } from './with-outputs.ts';
