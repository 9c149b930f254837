import type { SharedReport } from '@batch-status/client-core/sharing';
import { decodeReport } from './encode-state.ts';
import { inGroups } from './in-groups.ts';

/** A report as Redis has it. A process decodes only the reports of batches that it follows. */
class StoredReport implements SharedReport {
  readonly batchId: string;
  readonly version: number;
  readonly end: SharedReport['end'];
  readonly #text: string;
  #decoded: Pick<SharedReport, 'state' | 'error'> | undefined;

  constructor([batchId, version, text, end]: string[]) {
    this.batchId = batchId!;
    this.version = Number(version);
    this.end = (end || undefined) as SharedReport['end'];
    this.#text = text!;
  }

  get state(): SharedReport['state'] {
    return this.#all.state;
  }

  get error(): unknown {
    return this.#all.error;
  }

  get #all(): Pick<SharedReport, 'state' | 'error'> {
    return (this.#decoded ??= decodeReport(this.#text));
  }
}

/** @param flat The id, the version, the report, and the end of each, one after the other. */
export const reportsIn = (flat: readonly string[]): SharedReport[] =>
  inGroups(flat, 4).map((fields) => new StoredReport(fields));
