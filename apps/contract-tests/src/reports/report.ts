import type { Finding } from '@batch-status/conformance';

import type { Verdict } from '../checking/verdict.ts';

/** Reports findings as they are found, and a summary at the end. */
export interface Report {
  finding: (finding: Finding) => void;
  end: (verdict: Verdict) => void;
}

/** What a report needs. */
export interface ReportContext {
  /** Prints one or more lines of output. */
  print: (text: string) => void;
  /** The file of the contract. */
  contract: string;
  /** Whether the files are bodies of responses instead of recordings. */
  bodies: boolean;
  /** The least severity that fails. */
  failOn: Finding['severity'];
}

/** Where a finding was recorded, as text. */
export function placeOf({ in: { file, entry } }: Finding, { bodies }: ReportContext): string {
  return bodies ? file : `${file}, entry ${entry}`;
}

/** Whether a finding is a failure. */
export function fails({ severity }: Finding, { failOn }: ReportContext): boolean {
  return severity === 'error' || failOn === 'warning';
}
