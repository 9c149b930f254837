import type { Finding } from '@batch-status/conformance';

import { Baseline, NewBaseline } from '../../baseline/baseline.ts';
import {
  readBaseline,
  requireBaselineOrNothing,
  writeBaseline,
} from '../../baseline/baseline-file.ts';
import type { Verdict } from '../../checking/verdict.ts';
import { InputError } from '../../input-error.ts';
import { reportedRules } from './selection.ts';

/** The options that decide which findings are accepted. */
export interface AcceptanceFlags {
  contract: string;
  response?: number;
  operation?: string[];
  rule?: string[];
  baseline?: string;
  writeBaseline?: string;
}

/** Which findings a run reports. */
export interface Acceptance {
  /** Whether to report a finding. Called once for each. */
  isReported: (finding: Finding) => boolean;
  /**
   * Called after the run. Writes the baseline, if one is to be written.
   *
   * @param isComplete Whether everything was checked.
   * @returns what to add to the verdict.
   */
  after: (isComplete: boolean) => Promise<Partial<Verdict>>;
}

/** @throws InputError if the options contradict each other, or name what does not exist. */
export async function accepting(flags: AcceptanceFlags): Promise<Acceptance> {
  const { contract, operation, rule, baseline: file, writeBaseline: output } = flags;
  const isSelection = Boolean(operation ?? rule) && !(flags.response !== undefined && !rule);
  const isOfRule = reportedRules(rule);
  if (output !== undefined) {
    if (file !== undefined) {
      throw new InputError(
        'Use either --baseline or --write-baseline. --write-baseline replaces the file with what is found now.',
      );
    }
    if (isSelection) {
      throw new InputError(
        '--write-baseline cannot be combined with --operation or --rule: the file would lack all other findings.',
      );
    }
    await requireBaselineOrNothing(output);
  }
  const baseline =
    file === undefined ? undefined : new Baseline(await readBaseline(file), contract);
  const written = output === undefined ? undefined : new NewBaseline(contract);
  let [accepted, otherRules] = [0, 0];
  return {
    isReported(finding) {
      if (!isOfRule(finding)) {
        otherRules++;
        return false;
      }
      written?.add(finding);
      if (!written && !baseline?.accepts(finding)) return true;
      accepted++;
      return false;
    },
    async after(isComplete) {
      if (output !== undefined && written) {
        if (!isComplete) return {};
        await writeBaseline(output, written.findings);
      }
      // A part of the recordings does not have all findings.
      const stale = isComplete && !isSelection ? (baseline?.stale ?? []) : [];
      return {
        ...(accepted > 0 || baseline || written ? { accepted } : {}),
        ...(stale.length > 0 ? { stale } : {}),
        ...(otherRules > 0 ? { otherRules } : {}),
      };
    },
  };
}
