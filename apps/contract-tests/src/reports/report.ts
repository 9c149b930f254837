import type { Finding } from '@batch-status/conformance';

import type { Verdict } from '../checking/verdict.ts';

/** Tells whoever asked what was found, while it is found and at the end. */
export interface Report {
  finding: (finding: Finding) => void;
  end: (verdict: Verdict) => void;
}

/** What a report is made from. */
export interface ReportContext {
  /** Takes a line, or several, of output. */
  print: (text: string) => void;
  /** The contract's file. */
  contract: string;
  /** The files are bodies of responses, and not recordings. */
  bodies: boolean;
  /** The least severity that is a failure. */
  failOn: Finding['severity'];
}

/** Where a finding was recorded, in words. */
export function placeOf({ in: { file, entry } }: Finding, { bodies }: ReportContext): string {
  return bodies ? file : `${file}, entry ${entry}`;
}

/** Whether a finding is a failure, or only to be told. */
export function fails({ severity }: Finding, { failOn }: ReportContext): boolean {
  return severity === 'error' || failOn === 'warning';
}
