import type { Finding } from '@batch-status/conformance';

import type { Verdict } from './verify.ts';

/** Tells whoever asked what was found, while it is found and at the end. */
export interface Report {
  finding: (finding: Finding) => void;
  end: (verdict: Verdict) => void;
}
