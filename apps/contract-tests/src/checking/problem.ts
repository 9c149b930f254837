/** What kept a run from checking everything. */
export interface Problem {
  kind: ProblemKind;
  /** A note does not make a run fail. */
  severity: 'error' | 'warning' | 'note';
  /** The file that it is about. Absent if it is about the whole run. */
  file?: string;
  /** One or more sentences. They contain no value of a recording. */
  message: string;
}

/** Each kind, and what it means. */
export const problemKinds = {
  'run-stopped': 'The run ended before everything was checked.',
  'unreadable-file': 'A file cannot be read to its end, or a part of it cannot be checked.',
  'nothing-checked': 'Nothing was checked.',
  'not-checked': 'A body was not checked against its schema.',
  'missing-finding': 'A recording of a violation lacks a finding that it must have.',
  'stale-baseline': 'The baseline accepts findings that no longer occur.',
} as const;

export type ProblemKind = keyof typeof problemKinds;
